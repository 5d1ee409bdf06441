import { DOCUMENT_STEPS } from '@throughline/contracts';
import { formOf } from '../../testing/forms.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { completeStep, currentAttemptId, startStep } from '../../testing/work-through.js';
import { soon } from '../../testing/soon.js';
import type { DocumentItem } from './document-view.js';

type Answer = DocumentItem & { readonly code?: string; readonly outcome?: { readonly code: string } };

const OUTPUTS = ['library', 'archive'].map((name) => ({ name, type: 'folder', settings: { folder: name } }));

describe('documents over HTTP', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway({ settings: { outputs: OUTPUTS } });
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const headers = (): { authorization: string } => ({ authorization: `Bearer ${gateway.token}` });
  const get = <T = Answer>(path: string): Promise<T> =>
    gateway.app.inject({ url: `/api/v1/documents${path}`, headers: headers() }).then((answer) => answer.json<T>());
  const post = (path: string, body?: object): Promise<{ statusCode: number; body: Answer }> =>
    gateway.app
      .inject({
        method: 'POST',
        url: `/api/v1/documents${path}`,
        headers: headers(),
        ...(body === undefined ? {} : { payload: body }),
      })
      .then((answer) => ({ statusCode: answer.statusCode, body: answer.json<Answer>() }));
  const create = async (
    bytes: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<{ statusCode: number; body: Answer }> => {
    const form = formOf(fields, { bytes, name: 'report.pdf' });
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/documents',
      headers: { ...headers(), ...form.headers },
      payload: form.payload,
    });
    return { statusCode: answer.statusCode, body: answer.json<Answer>() };
  };
  const createDocument = async (bytes = 'a report'): Promise<string> => (await create(bytes)).body.id;
  const work = async (id: string, ...steps: readonly string[]): Promise<void> => {
    for (const step of steps) {
      await startStep(gateway, id, step);
      await completeStep(gateway, id, step);
    }
  };
  const newest = async (id: string): Promise<Answer> => {
    const head = await gateway.store.head(id);
    return get(`/${id}?min_revision=${head}`);
  };

  it('DOC-05: show the eight main steps as pending at once, and two for each destination', async () => {
    const { statusCode, body } = await create('a report');
    expect(statusCode).toBe(202);
    expect(body).toMatchObject({
      status: 'pending',
      has_errors: false,
      title: 'report',
      summary: { main: { pending: 8 }, uploads: { queued: 4 } },
    });
    expect(body.steps.map(({ step_name }) => step_name)).toEqual([
      ...DOCUMENT_STEPS,
      'queue_library',
      'upload_to_library',
      'queue_archive',
      'upload_to_archive',
    ]);
  });

  it('accept run configuration without `run`, as the run starts at once', async () => {
    const output_config = { outputs: ['archive'] };
    const sent = await create('one report', { output_config: JSON.stringify(output_config) });
    const fetched = await post('', { url: 'https://files.example/report.pdf', output_config });
    for (const { statusCode, body } of [sent, fetched]) {
      expect({ statusCode, body }).toMatchObject({ statusCode: 202, body: { summary: { uploads: { queued: 2 } } } });
      expect(body.steps.at(-1)).toMatchObject({ step_name: 'upload_to_archive' });
    }
  });

  it('DOC-14 to DOC-16: show each step by name, all steps together, and their counts', async () => {
    const id = await createDocument();
    await work(id, 'hash_file', 'create_file_record');
    await startStep(gateway, id, 'check_text');
    expect(await newest(id)).toMatchObject({
      status: 'processing',
      summary: { main: { success: 2, in_progress: 1, pending: 5 }, uploads: { queued: 4 } },
    });
    expect(await get<Record<string, object>>(`/${id}/steps`)).toMatchObject({
      hash_file: { status: 'success', group: 'main', attempt: 1 },
      check_text: { status: 'in_progress' },
      upload_to_library: { status: 'pending', group: 'uploads' },
    });
  });

  it('are refused as duplicates of the same content, unless a duplicate is allowed', async () => {
    const id = await createDocument('the same');
    const again = await create('the same');
    expect([again.statusCode, again.body]).toMatchObject([409, { code: 'duplicate', existing_id: id }]);
    expect((await create('the same', { allow_duplicate: 'true' })).statusCode).toBe(202);
  });

  it('are not recordings, and recordings are not documents', async () => {
    const id = await createDocument();
    const asRecording = await gateway.app.inject({ url: `/api/v1/recordings/${id}`, headers: headers() });
    expect(asRecording.statusCode).toBe(404);
    const list = await gateway.app.inject({ url: '/api/v1/recordings', headers: headers() });
    expect(list.json()).toMatchObject({ items: [] });
    expect(await get<{ items: Answer[] }>('')).toMatchObject({ items: [{ id }] });
  });

  it('are found by status, by title and by their text', async () => {
    const [one, other] = [await createDocument('first'), await createDocument('second')];
    await work(one, 'hash_file', 'create_file_record', 'check_text');
    await startStep(gateway, one, 'extract_text');
    const attemptId = await currentAttemptId(gateway, one, 'extract_text');
    await gateway.ports.commands.execute(
      one,
      {
        type: 'CompleteStep',
        now: new Date().toISOString(),
        step: 'extract_text',
        attemptId,
        result: {},
        artifacts: [],
        metrics: {},
        details: { text: 'The invoice for electricity' },
      },
      { commandId: attemptId, actor: { kind: 'service', id: 'processing' }, correlationId: attemptId },
    );
    await newest(one);
    const ids = async (query: string): Promise<readonly string[]> =>
      (await get<{ items: Answer[] }>(query)).items.map(({ id }) => id);
    expect(await ids('?q=electricity')).toEqual([one]);
    expect(await ids('?status=pending')).toEqual([other]);
    expect(await ids('?status=processing,failed')).toEqual([one]);
    expect(new Set(await ids('?q=REPORT'))).toEqual(new Set([one, other]));
  });

  it('fail at the failed step with its reason, and continue from there in the next run', async () => {
    const id = await createDocument();
    await work(id, 'hash_file');
    await startStep(gateway, id, 'create_file_record');
    const attemptId = await currentAttemptId(gateway, id, 'create_file_record');
    await gateway.ports.commands.execute(
      id,
      {
        type: 'FailStep',
        now: new Date().toISOString(),
        step: 'create_file_record',
        attemptId,
        code: 'unknown-type',
        message: 'Nobody knows what this file is',
        retryable: false,
        progress: 0,
      },
      { commandId: attemptId, actor: { kind: 'service', id: 'ingest' }, correlationId: attemptId },
    );
    expect(await newest(id)).toMatchObject({
      status: 'failed',
      has_errors: true,
      failed_at_stage: 'create_file_record',
      failed_reason: 'Nobody knows what this file is',
      summary: { main: { success: 1, failure: 1, pending: 6 } },
    });
    expect(await post(`/${id}/run`)).toMatchObject({
      statusCode: 202,
      body: { outcome: { code: 'started' }, status: 'processing' },
    });
  });

  it('accept every command of items: pause, run, skip, cancel, reset, delete, restore, explain, dry run', async () => {
    const id = await createDocument();
    await startStep(gateway, id, 'hash_file');
    expect(await post(`/${id}/pause`)).toMatchObject({ statusCode: 200, body: { outcome: { code: 'paused' }, on_pause: true } });
    expect(await post(`/${id}/run`)).toMatchObject({ body: { outcome: { code: 'resumed' } } });
    expect(await post(`/${id}/stages/extract_metadata_with_gpt/skip`)).toMatchObject({
      statusCode: 200,
      body: { outcome: { code: 'skipped' }, summary: { main: { skipped: 1 } } },
    });
    expect(await post(`/${id}/stages/hash_file/skip`)).toMatchObject({ statusCode: 409, body: { code: 'refused' } });
    expect(await post(`/${id}/unstick`)).toMatchObject({ body: { outcome: { code: 'unstuck' } } });
    expect(await get<object>(`/${id}/explain`)).toMatchObject({ steps: expect.arrayContaining([]) as unknown });
    expect(await post(`/${id}/cancel`)).toMatchObject({ body: { outcome: { code: 'cancelled' }, status: 'pending' } });
    expect(await post(`/${id}/run?dry_run=true`)).toMatchObject({ body: { outcome: 'start' } });
    expect(await post(`/${id}/reset`)).toMatchObject({ body: { outcome: { code: 'reset' } } });
    const deleted = await gateway.app.inject({ method: 'DELETE', url: `/api/v1/documents/${id}`, headers: headers() });
    expect(deleted.json()).toMatchObject({ outcome: { code: 'deleted' } });
    expect(await post(`/${id}/restore`)).toMatchObject({ body: { outcome: { code: 'restored' } } });
    expect(await get<{ items: { type: string }[] }>(`/${id}/events`)).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ type: 'AssetRegistered' })]) as unknown,
    });
    expect(await post(`/${id}/erase`, { confirm: true })).toMatchObject({ body: { outcome: { code: 'erased' }, title: null } });
  });

  it('are sent again to a skipped output, as the allowed action says', async () => {
    const id = await createDocument();
    await work(id, ...DOCUMENT_STEPS);
    const canResend = async (): Promise<boolean | undefined> =>
      (await newest(id)).allowed_actions.find(({ action, target }) => action === 'redeliver' && target === 'library')?.allowed;
    expect(await canResend()).toBe(false);
    expect(await post(`/${id}/outputs/library/redeliver`)).toMatchObject({ body: { outcome: { code: 'already-to-come' } } });
    expect(await post(`/${id}/outputs/library/skip`)).toMatchObject({ body: { outcome: { code: 'skipped' } } });
    expect(await canResend()).toBe(true);
    expect(await post(`/${id}/outputs/library/redeliver`)).toMatchObject({
      statusCode: 202,
      body: { outcome: { code: 'redelivering' } },
    });
  });

  it('are called documents, with document ids, in every answer', async () => {
    const id = await createDocument();
    const answers: string[] = [];
    const addAnswer = async (answer: Promise<unknown>): Promise<void> => {
      answers.push(JSON.stringify(await answer));
    };
    expect(await get(`/${id}/explain`)).toMatchObject({ document_id: id });
    expect((await post(`/${id}/pause`)).body).toMatchObject({ detail: expect.stringContaining('status is pending') as string });
    await work(id, 'hash_file', 'create_file_record', 'check_text');
    for (const path of ['/cancel', '/stages/check_text/skip', '/run', '/run', '/pause', '/reset', '/reset'])
      await addAnswer(post(`/${id}${path}`));
    expect((await post(`/${id}/run?dry_run=true`)).body).toMatchObject({ document_id: id, outcome: 'start' });
    for (const path of ['', '/explain', '/events', '/steps', `?as_of=${soon()}`]) await addAnswer(get(`/${id}${path}`));
    await addAnswer(post(`/${id}/run?dry_run=true`));
    await addAnswer(
      gateway.app
        .inject({ method: 'DELETE', url: `/api/v1/documents/${id}`, headers: headers() })
        .then((answer) => answer.json()),
    );
    for (const path of ['/run', '/restore']) await addAnswer(post(`/${id}${path}`));
    expect(answers.length).toBeGreaterThan(14);
    expect(answers.filter((text) => /recording/iu.test(text))).toEqual([]);
  });

  it('require a file, and are named “Untitled document” without a file name', async () => {
    expect((await post('', {})).body).toMatchObject({
      code: 'invalid',
      errors: [{ message: expect.stringContaining('address of the file') as string }],
    });
    const form = formOf({}, { bytes: 'nameless', name: '..' });
    const created = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/documents',
      headers: { ...headers(), ...form.headers },
      payload: form.payload,
    });
    expect(created.json<Answer>().title).toBe('Untitled document');
  });

  it('DOC-07: accept further outputs after the run has started', async () => {
    const form = formOf(
      { output_config: JSON.stringify({ outputs: ['library'] }), run: 'true' },
      { bytes: 'late', name: 'late.pdf' },
    );
    const created = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/documents',
      headers: { ...headers(), ...form.headers },
      payload: form.payload,
    });
    const { id } = created.json<Answer>();
    expect(await post(`/${id}/outputs`, { outputs: ['archive'] })).toMatchObject({
      statusCode: 200,
      body: { outcome: { code: 'outputs-added' }, summary: { uploads: { queued: 4 } } },
    });
    expect(await post(`/${id}/outputs`, { outputs: ['archive'] })).toMatchObject({
      body: { outcome: { code: 'already-added' } },
    });
    expect(await post(`/${id}/outputs`, { outputs: ['nowhere'] })).toMatchObject({
      statusCode: 404,
      body: { code: 'output-not-found', errors: [{ pointer: '/outputs/0' }] },
    });
  });

  it('return the original under its own name, and show past states', async () => {
    const id = await createDocument('the bytes');
    await startStep(gateway, id, 'hash_file');
    const loaded = await gateway.ports.commands.load(id);
    const source = loaded?.state.phase === 'present' ? loaded.state.source : undefined;
    if (source === undefined || !('key' in source) || typeof source.key !== 'string') throw new Error('No upload');
    const { key, size, sha256 } = source as { key: string; size: number; sha256: string };
    await completeStep(gateway, id, 'hash_file', [
      { role: 'source', name: 'original', key, size, sha256, mediaType: 'application/pdf' },
    ]);
    const answer = await gateway.app.inject({ url: `/api/v1/documents/${id}/download`, headers: headers() });
    expect(answer.body).toBe('the bytes');
    expect(answer.headers['content-disposition']).toContain('report.pdf');
    const { position } = await get<{ items: { id: string }[] }>(`/${id}/events`).then(({ items }) => ({
      position: items[0]?.id.split('.')[0] ?? '',
    }));
    expect(await get(`/${id}?as_of=${position}`)).toMatchObject({
      status: 'pending',
      summary: { main: { pending: 8 } },
      as_of: {},
    });
  });

  it('are created from resumable uploads whose metadata names the pipeline', async () => {
    const bytes = Buffer.from('in parts');
    const metadata = Object.entries({ filename: 'parts.pdf', pipeline: 'document' })
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',');
    const uploading = (pipeline: string) =>
      gateway.app.inject({
        method: 'POST',
        url: '/api/v1/uploads',
        headers: {
          ...headers(),
          'tus-resumable': '1.0.0',
          'upload-length': String(bytes.length),
          'upload-metadata': pipeline,
          'content-type': 'application/offset+octet-stream',
        },
        payload: bytes,
      });
    const answer = await uploading(metadata);
    const id = String(answer.headers['throughline-recording']);
    expect(await get(`/${id}`)).toMatchObject({ title: 'parts', summary: { main: { pending: 8 } } });
    expect((await uploading(`pipeline ${Buffer.from('film').toString('base64')}`)).json()).toMatchObject({ code: 'invalid' });
  });

  it('answer 404 to other users', async () => {
    const id = await createDocument();
    const stranger = { authorization: `Bearer ${await gateway.tokenFor(['admin'])}` };
    for (const path of ['', '/steps', '/events', '/explain', '/download', '/artifacts'])
      expect((await gateway.app.inject({ url: `/api/v1/documents/${id}${path}`, headers: stranger })).statusCode).toBe(404);
  });
});
