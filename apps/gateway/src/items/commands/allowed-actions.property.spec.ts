import { newAssetId, newId, type AssetEvent } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { NO_REVISION } from '@throughline/event-store';
import { isPresent, type ActionItem } from '@throughline/domain';
import { ASSET_ID, histories, type Journey } from '@throughline/domain/testing';
import fc from 'fast-check';
import { isProblemCode, problemKinds } from '../../kit/http/problems/catalogue.js';
import { ask, type AskOptions } from '../../testing/ask.js';
import { constructedLives } from '../../testing/constructed-items.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { createTusClient } from '../../testing/tus.js';

const OWNER = 'owner-1';

interface Answer {
  readonly code: string;
  readonly outcome: { readonly code: string };
}

interface ActionRequest {
  readonly path: string;
  readonly asking: AskOptions;
}

/** Statuses of refusals about missing content. Other refusals answer 409, or 200 if the effect is already there. */
const STATUS_OF: Readonly<Record<string, readonly number[]>> = { erased: [410], 'no-transcript': [404] };
const CORRECTION = { segments: [{ start: 0, end: 1, text: 'by hand' }] };

const ANOTHER_LIBRARY = '01J8Z3V5W6X7Y8Z9A0B1C2D3E4';

/** Requests that are the same for every item. Other actions have a path of their name. */
const FIXED_REQUESTS: Readonly<Record<string, ActionRequest>> = {
  delete: { path: '', asking: { method: 'DELETE' } },
  replace_address: { path: '/replace-address', asking: { body: { url: 'https://files.example/another.mp4' } } },
  erase: { path: '/erase', asking: { body: { confirm: true } } },
  transfer: { path: '/transfer', asking: { body: { library_id: ANOTHER_LIBRARY } } },
};

const OUTPUT_REQUESTS: Readonly<Record<string, ActionRequest>> = {
  skip_output: { path: '/skip', asking: {} },
  settle: { path: '/settle', asking: { body: { delivered: true } } },
  redeliver: { path: '/redeliver', asking: {} },
  update_texts: { path: '/redeliver', asking: { body: { metadata_only: true } } },
};

function ofOutput(action: string, output: string | null): ActionRequest | undefined {
  const request = OUTPUT_REQUESTS[action];
  return request === undefined ? undefined : { ...request, path: `/outputs/${String(output)}${request.path}` };
}

const requestOf = ({ action, target }: ActionItem): ActionRequest => {
  switch (action) {
    case 'skip':
      return { path: `/stages/${String(target)}/skip`, asking: {} };
    case 'retry': {
      const [output, followUp] = String(target).split('/');
      return { path: `/outputs/${String(output)}/follow-ups/${String(followUp)}/retry`, asking: {} };
    }
    case 'correct':
      return { path: '/transcript', asking: { method: 'PUT', body: CORRECTION, headers: { 'if-match': '*' } } };
    case 'set_language':
      // The generated histories register another language than `auto`.
      return { path: '', asking: { method: 'PATCH', body: { language: 'auto' }, headers: { 'if-match': '*' } } };
    case 'describe':
      return { path: '', asking: { method: 'PATCH', body: { title: 'Another title' }, headers: { 'if-match': '*' } } };
    default:
      return ofOutput(action, target) ?? FIXED_REQUESTS[action] ?? { path: `/${action}`, asking: {} };
  }
};

describe('allowed_actions', () => {
  let gateway: MemoryGateway;
  let token: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    await gateway.tokenFor(['write'], ANOTHER_LIBRARY);
    token = await gateway.tokenFor(['admin'], OWNER);
    await gateway.ports.libraries.addMember(ANOTHER_LIBRARY, OWNER, 'operator');
  });
  afterAll(() => gateway.close());

  /** Appends the history to the log under a new item's id. */
  const record = async ({ commits }: Journey): Promise<string> => {
    const id = newAssetId();
    let revision = NO_REVISION;
    for (const { commit } of commits) {
      // Replaces only the item's id; attempts keep theirs.
      const events = JSON.parse(JSON.stringify(commit.events).replaceAll(ASSET_ID, id)) as AssetEvent[];
      const one = { id: newId(), at: commit.at, actor: { kind: 'service', id: 'spec' } as const, correlationId: 'spec', events };
      ({ revision } = await gateway.store.append(id, { ...one, causationId: 'spec' }, revision));
    }
    return id;
  };

  const send = async (id: string, offer: ActionItem): Promise<{ readonly status: number; readonly code: string }> => {
    if (offer.action === 'replace_file') return replaceFile(id);
    const { path, asking } = requestOf(offer);
    const response = await ask(gateway, `/${id}${path}`, { ...asking, token });
    const body = response.json<Answer>();
    return { status: response.statusCode, code: response.statusCode < 300 ? body.outcome.code : body.code };
  };
  const replaceFile = async (id: string): Promise<{ readonly status: number; readonly code: string }> => {
    const client = createTusClient(gateway, token);
    const begun = await client.begin(5, { replaces: id, allow_duplicate: 'true' });
    if (begun.statusCode !== 201) return { status: begun.statusCode, code: begun.json<Answer>().code };
    await client.send(begun.location, 0, Buffer.from('other'));
    const ended = await client.result(begun.location);
    return { status: ended.statusCode, code: ended.statusCode === 200 ? 'replaced' : ended.json<Answer>().code };
  };

  const seen = new Map<string, number>();
  const note = (word: string): void => {
    seen.set(word, (seen.get(word) ?? 0) + 1);
  };

  /** Sends the action to a fresh copy of the item, and compares the answer with `allowed_actions`. */
  async function compare(history: Journey, offer: ActionItem): Promise<void> {
    const id = await record(history);
    const before = await gateway.store.head(id);
    const { status, code } = await send(id, offer);
    const changed = (await gateway.store.head(id)) !== before;
    const answer = { ok: status < 300, code };
    if (offer.allowed) {
      note(`${offer.action}: allowed`);
      expect({ offer, ok: answer.ok, changed }).toEqual({ offer, ok: true, changed: true });
      return;
    }
    note(`${offer.action}: ${String(offer.code)}`);
    expect({ offer, code: answer.code, changed }).toEqual({ offer, code: offer.code, changed: false });
    expect([200, 409, ...(STATUS_OF[answer.code] ?? [])]).toContain(status);
    if (!answer.ok) expect(isProblemCode(answer.code) && problemKinds[answer.code].status).toBe(status);
  }

  it('predicts the answer of each endpoint, after any history (U2)', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        // Members of another library answer for an item that has moved there.
        fc.pre(!isPresent(history.state) || history.state.owner === OWNER);
        const id = await record(history);
        const item = await ask(gateway, `/${id}?min_revision=1`, { method: 'GET', token });
        const { allowed_actions: actions } = item.json<{ allowed_actions: ActionItem[] }>();
        for (const offer of actions) await compare(history, offer);
      }),
      { numRuns: testDepth.runs(150), examples: constructedLives().map((life): [Journey] => [life]) },
    );
    if (!testDepth.isFull) return;
    // All histories together must produce at least these outcomes.
    const wanted = [
      'run: allowed',
      'run: already-running',
      'run: already-complete',
      'run: waits-for-review',
      'publish: allowed',
      'publish: already-published',
      'pause: allowed',
      'pause: not-pausable',
      'cancel: allowed',
      'cancel: not-running',
      'reset: allowed',
      'unstick: allowed',
      'unstick: nothing-stuck',
      'check: allowed',
      'check: nothing-to-check',
      'skip: allowed',
      'skip: already-skipped',
      'skip: already-completed',
      'skip_output: allowed',
      'skip_output: already-completed',
      'settle: allowed',
      'settle: not-unconfirmed',
      'settle: already-settled',
      'redeliver: already-to-come',
      'redeliver: nothing-newer',
      'redeliver: not-delivered',
      'redeliver: unconfirmed',
      'correct: transcribing',
      'correct: no-transcript',
      'set_language: allowed',
      'set_language: transcribing',
      'delete: allowed',
      'delete: already-deleted',
      'restore: allowed',
      'restore: not-deleted',
      'restore: expired',
      'erase: allowed',
      'erase: already-erased',
      'run: erased',
      'restore: erased',
      'run: deleted',
      'run: expired',
      'run: not-runnable',
      'pause: already-paused',
      'cancel: already-cancelled',
      'reset: already-reset',
      'replace_address: allowed',
      'replace_address: address-in-use',
      'replace_file: allowed',
      'replace_file: file-in-use',
    ];
    expect(wanted.filter((outcome) => !seen.has(outcome))).toEqual([]);
  }, 900_000);
});
