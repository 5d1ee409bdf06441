import { ulid } from 'ulid';
import { hashOf } from '#src/people/tokens/token.js';
import { newSecret } from '#src/people/sign-in/session.js';
import { FEED_CODE_EXAMPLE } from '#src/sharing/feeds/podcast-feeds.operations.js';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import type { Numbered } from './create-numbered.js';

const MOST = 1_000;

/** Podcast feeds of the fuzzing user and of a stranger. One has the code of the documented example. */
export async function createPodcastFeeds(
  { ports, owner }: MemoryGateway,
  [stranger, secret]: readonly [stranger: string, secret: string],
): Promise<Numbered> {
  const add = async (libraryId: string, title: string, code = newSecret()): Promise<string> => {
    const id = ulid();
    const unset = { description: '', language: undefined, tag: undefined, expiresAt: undefined };
    const settings = { title, media: 'audio', asksFirst: true, madeBy: libraryId } as const;
    await ports.feeds.add({ id, hash: hashOf(code), libraryId, ...settings, ...unset }, [], MOST);
    return id;
  };
  await add(owner, 'mine', FEED_CODE_EXAMPLE);
  return {
    make: () => add(owner, 'mine'),
    kept: [await add(owner, 'mine'), await add(owner, 'mine')],
    foreign: [await add(stranger, secret), await add(stranger, secret)],
  };
}
