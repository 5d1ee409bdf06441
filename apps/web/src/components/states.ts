import type { ReactElement } from 'react';

/** States of a component, by their description. */
export type States = Readonly<Record<string, ReactElement>>;
