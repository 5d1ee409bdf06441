import { textPdf } from '@throughline/documents/testing';
import { startSystem, until, type System } from '@throughline/stack/testing';

const OUTPUTS = [1, 2, 3, 4, 5].map((number) => ({
  name: `place-${String(number)}`,
  type: 'simulated',
  settings: { class: 'keyed' },
}));

interface DocumentView {
  readonly id: string;
  readonly revision: string;
  readonly status: string;
  readonly has_errors: boolean;
  readonly failed_reason: string | null;
  readonly summary: { readonly main: Readonly<Record<string, number>>; readonly uploads: Readonly<Record<string, number>> };
  readonly steps: readonly { readonly step_name: string; readonly status: string; readonly waiting_for: string | null }[];
  readonly run: { readonly active: boolean } | null;
}

/** Real processes, a real broker and a real PDF. The destinations follow scripts. */
describe('a document from upload to its destinations', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({
      simulation: true,
      outputs: OUTPUTS,
      runDefaults: { retry: { max_attempts: 3, backoff_ms: [100], wait_ms: [300], max_crashes: 3 } },
    });
  }, 120_000);
  afterAll(() => system.close(), 60_000);

  const request = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${system.url}/api/v1/documents${path}`, {
      ...init,
      headers: { authorization: `Bearer ${system.token}`, ...(init.headers as Record<string, string> | undefined) },
    });
  const get = async <T = DocumentView>(path: string): Promise<T> => (await (await request(path)).json()) as T;
  const push = async (bytes: Uint8Array, config: object): Promise<DocumentView> => {
    const form = new FormData();
    form.set('processing_config', JSON.stringify(config));
    form.set('run', 'true');
    form.set('file', new Blob([Buffer.from(bytes)], { type: 'application/pdf' }), 'electricity.pdf');
    const answer = await request('', { method: 'POST', body: form });
    expect(answer.status).toBe(202);
    return (await answer.json()) as DocumentView;
  };
  const waitForDocument = async (id: string, good: (document: DocumentView) => boolean): Promise<DocumentView> =>
    until(
      async () => {
        const document = await get(`/${id}`);
        return good(document) ? document : undefined;
      },
      { timeout: 120_000 },
    );

  it('goes through its eight steps and reaches four destinations at once, and the fifth after its outage', async () => {
    const away = {
      faults: Array.from({ length: 8 }, (_, at) => ({ attempt: at + 1, do: 'wait', code: 'unavailable', message: 'away' })),
    };
    const registered = await push(
      await textPdf([
        ['Invoice for electricity', 'Musterstadt, 3 March 2026', 'Please pay the sum of this invoice within two weeks.'],
      ]),
      {
        simulation: { 'deliver:place-3': away },
      },
    );
    expect(registered.summary).toEqual({ main: { pending: 8 }, uploads: { queued: 10 } });
    const waiting = await waitForDocument(registered.id, ({ summary }) => summary.uploads['success'] === 9);
    expect(waiting).toMatchObject({ status: 'processing', has_errors: false, run: { active: true } });
    // The fifth delivery is queued between its attempts, and in progress during one.
    const { success, queued = 0, in_progress: sending = 0, ...others } = waiting.summary.uploads;
    expect([success, queued + sending, others]).toEqual([9, 1, {}]);
    const done = await waitForDocument(registered.id, ({ run }) => run?.active === false);
    expect(done).toMatchObject({ status: 'completed', failed_reason: null, summary: { uploads: { success: 10 } } });
    expect(done.steps.slice(0, 8).every(({ status }) => status === 'success' || status === 'skipped')).toBe(true);
  }, 180_000);

  it('is found by its text and can be downloaded', async () => {
    const { items } = await get<{ items: DocumentView[] }>('?q=Musterstadt');
    expect(items).toHaveLength(1);
    const file = await request(`/${items[0]?.id ?? ''}/download`);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 5)
        .toString('latin1'),
    ).toBe('%PDF-');
  }, 60_000);

  it('names the problem of an unreadable file and delivers it nowhere', async () => {
    const { id } = await push(Buffer.from([0, 1, 2, 3, 255, 254, 0, 9, 200, 13]), {});
    const failed = await waitForDocument(id, ({ run }) => run?.active === false);
    expect(failed).toMatchObject({
      status: 'failed',
      has_errors: true,
      summary: { main: { failure: 1 }, uploads: { queued: 10 } },
    });
    expect(failed.failed_reason).not.toBeNull();
  }, 120_000);
});
