import type { EventEmitter } from 'node:events';

const CHECK_MS = 10_000;

interface Connection extends Pick<EventEmitter, 'once'> {
  destroy(): unknown;
}

/** Ends an answer that is being sent when its link opens nothing any more. A large file may take hours. */
export function endWithLink(answer: Connection, isOpen: () => Promise<boolean>, everyMs = CHECK_MS): void {
  const timer = setInterval(() => {
    isOpen().then(
      (open) => {
        if (!open) answer.destroy();
      },
      // The link could not be checked. The next check decides.
      () => undefined,
    );
  }, everyMs);
  timer.unref();
  answer.once('close', () => {
    clearInterval(timer);
  });
}
