/** Why the microphone cannot be used, or has stopped. */
export type MicrophoneProblem = 'insecure' | 'denied' | 'missing' | 'busy' | 'unsupported' | 'ended' | 'failed';

const KINDS: Readonly<Record<string, MicrophoneProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
  NotSupportedError: 'unsupported',
};

export const problemOf = (error: unknown): MicrophoneProblem =>
  (error instanceof Error ? KINDS[error.name] : undefined) ?? 'failed';

/** Returns why this page cannot ask for a microphone. Browsers offer none to pages without an encrypted connection. */
export function findObstacle(scope: {
  readonly isSecureContext: boolean;
  readonly MediaRecorder?: unknown;
}): MicrophoneProblem | undefined {
  if (!scope.isSecureContext) return 'insecure';
  return scope.MediaRecorder === undefined ? 'unsupported' : undefined;
}
