import { operationsOf, type Operation } from './api-document.js';
import { fuzzDepth } from './config.js';
import { fuzzOperation } from './fuzz-operation.js';
import type { FuzzWorld } from './fuzz-world.js';
import type { ApiUnderTest } from './verdict.js';
import { selectOperations } from './select-operations.js';
import { testInWorlds } from './worlds.js';

/** They need the name of a user as a confirmation, or the key of a file. Only a preview may succeed, by chance. Specs of their own show their successes. */
const SELDOM_ACCEPTED: ReadonlySet<string> = new Set([
  'POST /api/v1/me/deletion',
  'POST /api/v1/admin/users/{id}/deletion',
  'GET /api/v1/item-exports/{id}/files',
  // It needs the name of a user that another operation of this world may have created.
  'POST /api/v1/libraries/{id}/members',
  // A wait must have lasted for a minute.
  'POST /api/v1/recordings/{id}/check',
  'POST /api/v1/documents/{id}/check',
  'POST /api/v1/sessions/{id}/check',
]);

/** Returns the operations that share a world, of all operations of the API. */
type Grouping = (operations: readonly Operation[]) => readonly (readonly Operation[])[];

/** For each operation. `TL_FUZZ_REQUESTS` can only raise it. */
const AT_LEAST = 200;

/** Operations that refuse every request of this world, with the reason. Specs of their own show their successes. */
const ALWAYS_REFUSED: ReadonlySet<string> = new Set([
  // They need the signature of an authenticator.
  'POST /api/v1/me/passkeys/options',
  'POST /api/v1/me/passkeys',
  'POST /api/v1/auth/passkey',
  // It needs a browser that is signed in.
  'POST /api/v1/invitations/accept',
  // They need the cookie of an opened share link.
  'GET /api/v1/shared/{link}',
  'GET /api/v1/shared/{link}/files/{name}',
  'GET /api/v1/shared/{link}/transcript',
  // They need a finished recording in the set of the feed or embed.
  'GET /api/v1/embedded/{code}/recordings/{recording}/transcript',
  'GET /api/v1/embedded/{code}/recordings/{recording}/files/{file}',
  'POST /api/v1/embeds/{id}/items',
  'GET /api/v1/feeds/{code}/episodes/{episode}/{file}',
  'POST /api/v1/podcast-feeds/{id}/items',
  // Its body names items of the library.
  'POST /api/v1/duplicates/kept',
  // They need a document whose file a worker has read.
  'POST /api/v1/documents/{id}/parts',
  'POST /api/v1/documents/merge',
  // It needs an imported item whose history names the file.
  'POST /api/v1/admin/imports/files',
  // They need an identity provider.
  'GET /api/v1/admin/provider',
  'POST /api/v1/auth/provider',
  'POST /api/v1/me/identities',
  // They need the id of another member or of another library of the user, or the name of another user.
  'POST /api/v1/libraries/{id}/leave',
  'POST /api/v1/libraries/{id}/transfer',
  'POST /api/v1/recordings/{id}/transfer',
  'POST /api/v1/documents/{id}/transfer',
  'POST /api/v1/sessions/{id}/transfer',
]);

/** Defines one test for each chosen operation. Two spec files share the operations, so that two test workers can run them. */
export function fuzzOperations(document: object, worlds: Grouping): void {
  const operations = operationsOf(document);

  testInWorlds(
    worlds(selectOperations(operations)),
    '$name answers generated requests as documented, and changes nothing of a stranger',
    async (world, operation) => {
      const things = await world.lastStrangersItems();
      const isEverAccepted = !ALWAYS_REFUSED.has(operation.name) && !SELDOM_ACCEPTED.has(operation.name);
      const api = await apiOf(world, operations, operation);
      const { sent, allowed, faults } = await fuzzOperation(world, api, operation, { isEverAccepted });
      expect(faults.join('\n\n')).toBe('');
      expect(await world.readStrangersItems()).toBe(things);
      expect(sent).toBeGreaterThanOrEqual(fuzzDepth.runs(AT_LEAST));
      // Without a success, every request was refused early and the operation itself was not tested.
      if (SELDOM_ACCEPTED.has(operation.name)) return;
      expect([...allowed].some((status) => status < 400)).toBe(isEverAccepted);
    },
  );
}

async function readAnchors({ gateway }: FuzzWorld): Promise<ReadonlySet<string>> {
  const page = await gateway.app.inject({ url: '/docs/problems' });
  return new Set([...page.body.matchAll(/ id="([^"]+)"/g)].map(([, anchor]) => anchor ?? ''));
}

/** The page is the same in all worlds. */
let anchors: Promise<ReadonlySet<string>> | undefined;

export async function apiOf(world: FuzzWorld, operations: readonly Operation[], of: Operation): Promise<ApiUnderTest> {
  return { operations, anchors: await (anchors ??= readAnchors(world)), secrets: world.secretsFrom(of) };
}
