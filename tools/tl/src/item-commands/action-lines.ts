import type { ActionName } from '@throughline/api-client';

/** Command lines without `tl`, for actions that the server allows. `target` is a stage, an output or a follow-up. */
export type ActionLines = Partial<Record<ActionName, (id: string, target: string) => string>>;
