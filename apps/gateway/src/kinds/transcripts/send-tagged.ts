import type { Exchange } from '../../kit/http/idempotency/http.js';
import { isUnchanged } from '../../kit/http/requests/range.js';
import type { TaggedContent } from './transcripts.js';

interface TextExchange extends Exchange {
  readonly type: string;
}

/** Sends a text, or 304 to a client that has it already. */
export async function sendTagged(tagged: TaggedContent<string>, { request, reply, type }: TextExchange): Promise<void> {
  void reply.header('etag', tagged.etag);
  if (isUnchanged(request.headers['if-none-match'], tagged.etag)) await reply.status(304).send();
  else await reply.header('content-type', `${type}; charset=utf-8`).send(await tagged.content());
}

export async function sendJson({ etag, content }: TaggedContent<object>, exchange: Exchange): Promise<void> {
  const json = async (): Promise<string> => JSON.stringify(await content());
  await sendTagged({ etag, content: json }, { ...exchange, type: 'application/json' });
}
