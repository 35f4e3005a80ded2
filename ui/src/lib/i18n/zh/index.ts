/** 简体中文界面的全部文字；缺少任何一项都无法编译。 */
import type { Words } from '../en';
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

export const zh: Words = {
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

export const chinese: Pack = { words: zh, name: '简体中文', tag: 'zh-Hans', locale: 'zh-CN', catalogue: 'zh' };
