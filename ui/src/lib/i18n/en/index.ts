/** Every word of the English interface. Its shape is what every other language must fill. */
import { errors } from './errors';
import { jobs } from './jobs';
import { library } from './library';
import { make } from './make';
import { player } from './player';
import { rescue } from './rescue';
import { settings } from './settings';
import { shell } from './shell';
import { shortcuts } from './shortcuts';
import { welcome } from './welcome';

export const en = { errors, jobs, library, make, player, rescue, settings, shell, shortcuts, welcome };

export type Words = typeof en;
