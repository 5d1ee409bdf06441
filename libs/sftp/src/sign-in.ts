import type { AnyAuthMethod, AuthenticationType, AuthHandlerMiddleware, ParsedKey } from 'ssh2';
import type { Connection } from './connections.js';

/**
 * Answers the first question of a server that asks for the password instead of accepting it, as many do that use PAM. Another
 * question asks for something else, such as a code.
 */
function answerWith(password: string): Extract<AnyAuthMethod, { type: 'keyboard-interactive' }>['prompt'] {
  let hasAnswered = false;
  return (...[, , , prompts, finish]) => {
    const mayAnswer = !hasAnswered && prompts.length === 1;
    hasAnswered ||= prompts.length > 0;
    finish(prompts.map(({ echo }) => (mayAnswer && echo !== true ? password : '')));
  };
}

/**
 * Returns the ways to sign in, in their order. The first request offers none of them, because the answer lists those that the
 * server accepts (RFC 4252, section 5.2). So a wrong password counts once.
 */
export function signInWith({ user: username, password }: Connection, key: ParsedKey | undefined): AuthHandlerMiddleware {
  const methods: AnyAuthMethod[] = [
    ...(key === undefined ? [] : [{ type: 'publickey', username, key } as const]),
    ...(password === undefined
      ? []
      : [
          { type: 'password', username, password } as const,
          { type: 'keyboard-interactive', username, prompt: answerWith(password) } as const,
        ]),
  ];
  let isFirst = true;
  let hasSentPassword = false;
  return (accepted: readonly AuthenticationType[] | null, _isPartial, next) => {
    if (isFirst) {
      isFirst = false;
      next({ type: 'none', username });
      return;
    }
    const index = methods.findIndex(({ type }) => accepted?.includes(type) && !(hasSentPassword && type !== 'publickey'));
    const [method] = index === -1 ? [] : methods.splice(index, 1);
    if (method !== undefined && method.type !== 'publickey') hasSentPassword = true;
    // The types of the package lack `false`, which ends the attempts.
    next(method ?? (false as unknown as AnyAuthMethod));
  };
}
