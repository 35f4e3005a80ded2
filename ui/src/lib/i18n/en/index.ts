/** Every word of the English interface. Its shape is what every other language must fill. */
import type { Pack } from '../pack';
import { about } from './about';
import { again } from './again';
import { compare } from './compare';
import { errors } from './errors';
import { fields } from './fields';
import { finder } from './finder';
import { guide } from './guide';
import { inout } from './inout';
import { jobs } from './jobs';
import { library } from './library';
import { make } from './make';
import { money } from './money';
import { offer } from './offer';
import { player } from './player';
import { problems } from './problems';
import { rescue } from './rescue';
import { settings } from './settings';
import { shell } from './shell';
import { shortcuts } from './shortcuts';
import { welcome } from './welcome';

export const en = {
  about,
  again,
  compare,
  errors,
  fields,
  finder,
  guide,
  inout,
  jobs,
  library,
  make,
  money,
  offer,
  player,
  problems,
  rescue,
  settings,
  shell,
  shortcuts,
  welcome,
};

export type Words = typeof en;

export const english: Pack = { words: en, name: 'English', tag: 'en', locale: 'en-US', catalogue: 'en' };
