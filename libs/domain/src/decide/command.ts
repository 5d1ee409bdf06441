import type { Deciders } from './deciders.js';

export type { CommandContext, RunRequest } from './command-context.js';

/** Every command, as the table of `deciders.ts` lists them. */
export type Command = Parameters<Deciders[keyof Deciders]>[1];
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { readonly type: T }>;
