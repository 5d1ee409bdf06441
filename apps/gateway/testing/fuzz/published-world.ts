import { ulid } from 'ulid';
import { hashOf } from '#src/people/tokens/token.js';
import { newSecret } from '#src/people/sign-in/session.js';
import { EMBED_CODE_EXAMPLE } from '#src/sharing/embeds/embeds.operations.js';
import { FEED_CODE_EXAMPLE } from '#src/sharing/feeds/podcast-feeds.operations.js';
import type { SetKind } from '#src/sharing/published/published-set.js';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import type { Numbered } from './create-numbered.js';

const MOST = 1_000;

const CODES: Readonly<Record<SetKind, string>> = { feed: FEED_CODE_EXAMPLE, embed: EMBED_CODE_EXAMPLE };

/** Podcast feeds or embeds of the fuzzing user and of a stranger. One has the code of the documented example. */
export async function createPublishedSets(
  { ports, owner }: MemoryGateway,
  kind: SetKind,
  [stranger, secret]: readonly [stranger: string, secret: string],
): Promise<Numbered> {
  const add = async (libraryId: string, title: string, code = newSecret()): Promise<string> => {
    const id = ulid();
    const unset = { description: '', language: undefined, tag: undefined, expiresAt: undefined };
    const origins = kind === 'embed' ? ['https://school.example'] : [];
    const settings = { kind, title, media: 'audio', asksFirst: true, origins, madeBy: libraryId } as const;
    await ports.publishedSets.add({ id, hash: hashOf(code), libraryId, ...settings, ...unset }, [], MOST);
    return id;
  };
  await add(owner, 'mine', CODES[kind]);
  return {
    make: () => add(owner, 'mine'),
    kept: [await add(owner, 'mine'), await add(owner, 'mine')],
    foreign: [await add(stranger, secret), await add(stranger, secret)],
  };
}
