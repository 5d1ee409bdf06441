import { codeOf } from '@throughline/contracts';

/** Returns true for "undefined table" and "undefined schema": the projector has not created its tables yet. */
export const isMissingTable = (error: unknown): boolean => ['42P01', '3F000'].includes(codeOf(error) ?? '');
