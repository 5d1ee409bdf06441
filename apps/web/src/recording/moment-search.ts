/** Search parameters of the address of a recording or a session. */
export interface MomentSearch {
  /** Seconds at which the player starts. */
  readonly t?: string;
}

/** Reads the parameters of an address, which anybody may have typed. */
export const readMoment = ({ t }: Readonly<Record<string, unknown>>): MomentSearch =>
  typeof t === 'string' && /^\d{1,6}$/.test(t) ? { t } : {};
