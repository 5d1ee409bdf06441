interface Offered {
  readonly allowed: boolean;
}

/** Puts the possible actions before those that are not possible now, each in their order. */
export const possibleFirst = <T extends Offered>(actions: readonly T[]): readonly T[] => [
  ...actions.filter(({ allowed }) => allowed),
  ...actions.filter(({ allowed }) => !allowed),
];
