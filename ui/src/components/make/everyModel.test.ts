/** Every model of the catalogue that makes films: its form is drawn, filled by its controls, and sent as it was filled. */
import { formsOf } from '../../testing/everyModel';

formsOf((model) => model.output === 'video');
