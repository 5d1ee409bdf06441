/** A setting that is on, off, or left to its default. */
export type SwitchState = '' | 'on' | 'off';

export function toSwitch(value: unknown): SwitchState {
  if (typeof value !== 'boolean') return '';
  return value ? 'on' : 'off';
}

export const toFlag = (state: SwitchState): boolean | undefined => (state === '' ? undefined : state === 'on');
