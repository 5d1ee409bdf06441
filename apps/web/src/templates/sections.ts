export type SwitchState = '' | 'on' | 'off';
export type Section = Readonly<Record<string, unknown>>;

export function toSwitch(value: unknown): SwitchState {
  if (typeof value !== 'boolean') return '';
  return value ? 'on' : 'off';
}

export const toFlag = (state: SwitchState): boolean | undefined => (state === '' ? undefined : state === 'on');

export const omitUndefined = (section: Section): Section =>
  Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined));

export const isEmpty = (section: Section): boolean => Object.keys(section).length === 0;

/** Returns a member for an object, or none if the section is empty. */
export const member = (name: string, section: Section): Section => (isEmpty(section) ? {} : { [name]: section });
