import type { Item } from '@throughline/api-client';

/** Returns the outputs that `publish` would release. Outputs that are already published have started, or are in the queue. */
export const findHeldOutputs = ({ outputs, allowed_actions }: Pick<Item, 'outputs' | 'allowed_actions'>): readonly string[] =>
  allowed_actions.some(({ action, allowed }) => action === 'publish' && allowed)
    ? outputs.filter(({ status }) => status === 'PENDING').map(({ id }) => id)
    : [];
