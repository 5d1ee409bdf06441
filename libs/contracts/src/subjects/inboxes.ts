/**
 * Where the answers for a user of the bus arrive, and what it follows is delivered to. Each user may listen on its own inboxes alone: with the
 * client's common prefix everybody could hear what anybody is answered.
 */
export function inboxPrefix(user: string): string {
  // A dot would make it a part of somebody else's.
  if (!/^[A-Za-z0-9_-]+$/.test(user)) throw new TypeError(`'${user}' cannot be a user of the bus: use letters, digits, _ and -`);
  return `_INBOX_${user}`;
}

/** What a connection to NATS was given as its prefix; the client keeps its options to itself. Undefined: the client's own. */
export function inboxPrefixOf(connection: object): string | undefined {
  if (!('options' in connection)) return undefined;
  const { options } = connection;
  const isSet = typeof options === 'object' && options !== null && 'inboxPrefix' in options;
  return isSet && typeof options.inboxPrefix === 'string' ? options.inboxPrefix : undefined;
}
