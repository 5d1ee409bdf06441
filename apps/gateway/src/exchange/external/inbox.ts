import type { Inbox } from '@throughline/messaging';
import type { Token } from '../../kit/provide.js';

/** The events of other systems on the bus. */
export const INBOX: Token<Inbox> = Symbol('Inbox');
