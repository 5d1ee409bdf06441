import { PermanentError } from '@throughline/contracts';

export const changedError = (): PermanentError =>
  new PermanentError('source-changed', 'The file has changed since it was listed. The next sync takes in its new version');
