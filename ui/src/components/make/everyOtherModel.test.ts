/** Every other model of the catalogue: pictures, sounds, bodies and words. The films are next door, so that both run at once. */
import { formsOf } from '../../testing/everyModel';

formsOf((model) => model.output !== 'video');
