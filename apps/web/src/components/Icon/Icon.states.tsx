import type { States } from '../states.js';
import { Icon, ICON_PATHS, type IconName } from './Icon.js';

/** Every icon beside its name. */
export const states: States = Object.fromEntries(
  (Object.keys(ICON_PATHS) as IconName[]).map((name) => [name, <Icon key={name} name={name} />]),
);
