import { newId } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import { ulid } from 'ulid';
import { addSource } from '../testing/add-source.js';
import { upload } from '../testing/upload.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';
import { sendRequest, type Method, type RequestParts } from '../testing/send-request.js';
import type { TemplateAnswer } from './templates.dto.js';

const CONFIG = {
  processing_config: { trimming: { enable_trimming: false }, topics_display: { max_length: 80 } },
  output_config: { outputs: ['drive'] },
};

describe('templates and settings of a library', () => {
  let gateway: MemoryGateway;
  /** The first template that the test makes. */
  let firstMade: number | undefined;
  const openShared = shareMemoryGateway({
    settings: {
      outputs: [
        { name: 'library', type: 'folder', settings: { folder: 'library' } },
        { name: 'drive', type: 'google_drive', settings: { credential: 1, folder: 'x' } },
      ],
    },
  });
  beforeEach(async () => {
    gateway = await openShared();
    firstMade = undefined;
  });
  afterEach(() => jest.restoreAllMocks());

  const ask = (method: Method, path: string, parts?: RequestParts) => sendRequest(gateway, method, path, parts);
  const templateOf = ({ body }: { readonly body: unknown }): TemplateAnswer => body as TemplateAnswer;
  const make = async (payload: object = { name: 'Weekly lecture', ...CONFIG }) => {
    const made = await ask('POST', '/templates', { payload });
    firstMade ??= templateOf(made).id;
    return made;
  };
  const pathOfFirst = (query = ''): string => `/templates/${String(firstMade)}${query}`;

  describe('a template', () => {
    it('is made, listed and read with the settings that it was given', async () => {
      const made = await make({ name: '  Weekly lecture ', ...CONFIG });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({ name: 'Weekly lecture', is_draft: false, revision: 1, ...CONFIG });
      expect(made.headers).toMatchObject({ location: `/api/v1/templates/${String(templateOf(made).id)}`, etag: '"1"' });
      await make({ name: 'Archive', is_draft: true });
      expect((await ask('GET', '/templates')).body).toEqual({
        items: [made.body, expect.objectContaining({ name: 'Archive', is_draft: true })],
      });
      expect((await ask('GET', pathOfFirst())).body).toEqual(made.body);
    });

    it.each([
      [{ name: ' \t ' }, '/name'],
      [{ name: 'a'.repeat(101) }, '/name'],
      [{}, '/name'],
      [{ name: 'A', output_config: { outputs: ['a b'] } }, '/output_config/outputs'],
      [{ name: 'A', processing_config: { trimming: { mood: 1 } } }, '/processing_config/trimming/mood'],
      [{ name: 'A', processing_config: { trimming: { silence_threshold: 1 } } }, '/processing_config/trimming/silence_threshold'],
      [
        { name: 'A', processing_config: { topics_display: { min_length: 9, max_length: 8 } } },
        '/processing_config/topics_display/max_length',
      ],
      [{ name: 'A', processing_config: { transcription: { batch_id: 'b1' } } }, '/processing_config/transcription/batch_id'],
      [
        { name: 'A', processing_config: { transcription: { vocabulary: ['Ada'] } } },
        '/processing_config/transcription/vocabulary',
      ],
      [{ name: 'A', processing_config: { simulation: {} } }, '/processing_config/simulation'],
      [{ name: 'A', repeat: ['TRIM'] }, '/repeat'],
    ])('is refused if no run could use it: %j', async (payload, pointer) => {
      const { body } = await ask('POST', '/templates', { payload });
      const errors: unknown = expect.arrayContaining([expect.objectContaining({ pointer })]);
      expect(body).toMatchObject({ status: 400, errors });
      expect((await ask('GET', '/templates')).body).toEqual({ items: [] });
    });

    it('names the available outputs if it is refused because of an unknown one', async () => {
      const { body } = await make({ name: 'A', output_config: { outputs: ['attic'] } });
      expect(body).toMatchObject({
        status: 404,
        code: 'output-not-found',
        errors: [{ message: 'is not an output of the server or your library; available: library, drive' }],
      });
    });

    it('is replaced as a whole, and null means a missing field', async () => {
      await make();
      const payload = { name: 'Talk', is_draft: true, processing_config: { trimming: null, retry: { max_attempts: 2 } } };
      const replaced = await ask('PUT', pathOfFirst(), { payload, ifMatch: '"1"' });
      expect([replaced.status, replaced.headers['etag']]).toEqual([200, '"2"']);
      expect(replaced.body).toMatchObject({ id: firstMade, name: 'Talk', is_draft: true, revision: 2 });
      expect(templateOf(replaced).processing_config).toEqual({ retry: { max_attempts: 2 } });
      expect(replaced.body).not.toHaveProperty('output_config');
      const cleared = await ask('PUT', pathOfFirst(), { payload: { name: 'Talk', processing_config: null }, ifMatch: '"2"' });
      expect(cleared.body).toMatchObject({ is_draft: false });
      expect(cleared.body).not.toHaveProperty('processing_config');
    });
  });

  describe('the conditions of a template', () => {
    it('are saved with it, and replaced with it', async () => {
      const { id } = await addSource(gateway);
      const lasting = { min_duration_seconds: 300, max_duration_seconds: 300 };
      const matching_rules = { source_ids: [id], title_pattern: 'algebra*', ...lasting };
      expect((await make({ name: 'Lecture', matching_rules })).body).toMatchObject({ matching_rules });
      const replace = (payload: object) => ask('PUT', pathOfFirst(), { payload: { name: 'Lecture', ...payload }, ifMatch: '*' });
      const changed = { matching_rules: { title_pattern: 'physics', source_ids: null } };
      expect((await replace(changed)).body).toMatchObject({ matching_rules: { title_pattern: 'physics' } });
      for (const none of [{}, { matching_rules: null }, { matching_rules: { source_ids: [] } }])
        expect((await replace(none)).body).not.toHaveProperty('matching_rules');
    });

    it('name only sources of the library', async () => {
      const own = await addSource(gateway);
      const foreign = await addSource(gateway, { libraryId: ulid() });
      const ids = [own.id, foreign.id, 999];
      const refused = {
        status: 400,
        errors: [
          {
            pointer: '/matching_rules/source_ids',
            message: `names sources that this library does not have: ${ids.slice(1).join(', ')}`,
          },
        ],
      };
      const payload = { name: 'Lecture', matching_rules: { source_ids: ids } };
      expect((await make(payload)).body).toMatchObject(refused);
      await make({ name: 'Lecture' });
      expect((await ask('PUT', pathOfFirst(), { payload, ifMatch: '*' })).body).toMatchObject(refused);
      expect((await ask('GET', pathOfFirst())).body).not.toHaveProperty('matching_rules');
    });

    it.each([
      [{ title_pattern: ' * ' }, '/matching_rules/title_pattern'],
      [{ title_pattern: '' }, '/matching_rules/title_pattern'],
      [{ source_ids: [0] }, '/matching_rules/source_ids'],
      [{ min_duration_seconds: 60, max_duration_seconds: 59 }, '/matching_rules/max_duration_seconds'],
      [{ sender: 'x' }, '/matching_rules/sender'],
    ])('are refused: %j', async (rules, pointer) => {
      const { body } = await make({ name: 'Lecture', matching_rules: rules });
      expect(body).toMatchObject({ status: 400, errors: [{ pointer }] });
    });
  });

  describe('a template that items are bound to', () => {
    const bind = async (id: string, template: number): Promise<void> => {
      const { commands } = gateway.ports;
      const meta = { commandId: newId(), actor: { kind: 'user', id: gateway.owner }, correlationId: 'spec' } as const;
      const now = new Date().toISOString();
      const bound = await commands.execute(id, { type: 'BindTemplate', by: gateway.owner, template, now }, meta);
      expect(bound.kind).toBe('accepted');
    };
    const templateIn = async (id: string): Promise<unknown> => {
      const state = (await gateway.ports.commands.load(id))?.state;
      return state !== undefined && isPresent(state) ? state.template?.id : undefined;
    };
    let ids: readonly string[];
    let archive: number;
    beforeEach(async () => {
      const weekly = templateOf(await make()).id;
      archive = templateOf(await make({ name: 'Archive' })).id;
      ids = await Promise.all(
        ['one', 'two', 'three', 'gone'].map(async (title) => (await upload(gateway, { fields: { title }, bytes: title })).id),
      );
      const [one = '', two = '', three = '', gone = ''] = ids;
      await Promise.all([bind(one, weekly), bind(two, weekly), bind(gone, weekly), bind(three, archive)]);
      await gateway.app.inject({
        method: 'DELETE',
        url: `/api/v1/recordings/${gone}`,
        headers: { authorization: `Bearer ${gateway.token}` },
      });
    });

    it('names the number of its items, without deleted ones', async () => {
      expect((await ask('GET', '/templates')).body).toMatchObject({ items: [{ used_by: 2 }, { used_by: 1 }] });
      expect((await ask('GET', pathOfFirst())).body).toMatchObject({ used_by: 2 });
      const replaced = await ask('PUT', pathOfFirst(), { payload: { name: 'Talk' }, ifMatch: '*' });
      expect(replaced.body).toMatchObject({ name: 'Talk', used_by: 2 });
    });

    it('is not deleted, unless its items are detached', async () => {
      const refused = await ask('DELETE', pathOfFirst(), { ifMatch: '"1"' });
      expect(refused.body).toMatchObject({
        status: 409,
        code: 'template-in-use',
        detail: '2 items are bound to the template.',
      });
      expect((await ask('DELETE', pathOfFirst('?detach=yes'), { ifMatch: '"1"' })).status).toBe(400);
      expect((await ask('DELETE', pathOfFirst('?detach=true'), { ifMatch: '"9"' })).status).toBe(412);
      expect(await Promise.all(ids.map(templateIn))).toEqual([firstMade, firstMade, archive, firstMade]);
      expect((await ask('DELETE', pathOfFirst('?detach=true'), { ifMatch: '"1"' })).status).toBe(204);
      expect(await Promise.all(ids.map(templateIn))).toEqual([undefined, undefined, archive, firstMade]);
      expect((await ask('GET', '/templates')).body).toMatchObject({ items: [{ name: 'Archive', used_by: 1 }] });
    });

    /** Acts between the reading of a template's items and their unbinding. */
    const actMeanwhile = (act: () => Promise<unknown>): void => {
      const { templateUses } = gateway.ports;
      const read = templateUses.boundTo.bind(templateUses);
      jest.spyOn(templateUses, 'boundTo').mockImplementation(async (owner, template) => {
        const items = await read(owner, template);
        await act();
        return items;
      });
    };

    it('loses no item that another request binds to another template meanwhile', async () => {
      const [one = ''] = ids;
      actMeanwhile(() => bind(one, archive));
      expect((await ask('DELETE', pathOfFirst('?detach=true'), { ifMatch: '"1"' })).status).toBe(204);
      expect(await Promise.all(ids.map(templateIn))).toEqual([archive, undefined, archive, firstMade]);
    });

    it('is deleted with its items detached, although another request changes it meanwhile', async () => {
      actMeanwhile(() => ask('PUT', pathOfFirst(), { payload: { name: 'Talk' }, ifMatch: '*' }));
      expect((await ask('DELETE', pathOfFirst('?detach=true'), { ifMatch: '"1"' })).status).toBe(204);
      expect(await Promise.all(ids.map(templateIn))).toEqual([undefined, undefined, archive, firstMade]);
      expect((await ask('GET', pathOfFirst())).status).toBe(404);
    });

    it('is not deleted after an item was bound to it, although the rows lag', async () => {
      const { id } = templateOf(await make({ name: 'Talks' }));
      gateway.projection.pause();
      const answer = await gateway.app.inject({
        method: 'POST',
        url: `/api/v1/recordings/${ids[0] ?? ''}/template/${String(id)}`,
        headers: { authorization: `Bearer ${gateway.token}` },
      });
      expect(answer.statusCode).toBe(200);
      const { projection } = gateway;
      const place = projection.place.bind(projection);
      jest.spyOn(projection, 'place').mockImplementation(() => {
        projection.resume();
        return place();
      });
      const refused = await ask('DELETE', `/templates/${String(id)}`, { ifMatch: '"1"' });
      expect(refused.body).toMatchObject({ status: 409, code: 'template-in-use' });
    });
  });

  describe('the settings', () => {
    const replace = (payload: object, ifMatch?: string, token?: string) =>
      ask('PUT', '/me/settings', { payload, token, ifMatch });

    it('are empty at first, and replaced as a whole', async () => {
      const first = await ask('GET', '/me/settings');
      expect([first.body, first.headers['etag']]).toEqual([{ revision: 1, unusable_templates: [] }, '"1"']);
      const changed = await replace(CONFIG, '"1"');
      expect([changed.body, changed.headers['etag']]).toMatchObject([{ ...CONFIG, revision: 2 }, '"2"']);
      await replace({ output_config: { outputs: [] } }, '"2"');
      expect((await ask('GET', '/me/settings')).body).toMatchObject({ output_config: { outputs: [] }, revision: 3 });
    });

    it('change only with the ETag that was read', async () => {
      expect((await replace(CONFIG)).body).toMatchObject({ status: 428, code: 'precondition-required' });
      const changes = await Promise.all([replace(CONFIG, '"1"'), replace({}, '"1"')]);
      expect(changes.map(({ status }) => status).sort()).toEqual([200, 412]);
      expect(changes.map(({ body }) => body)).toContainEqual(expect.objectContaining({ code: 'settings-changed' }));
    });

    it('are refused if no run could use them', async () => {
      const { body } = await replace({ output_config: { outputs: ['attic'] }, processing_config: { mood: 1 } }, '"1"');
      expect(body).toMatchObject({ status: 400, errors: [{ pointer: '/processing_config/mood' }] });
      expect((await replace({ output_config: { outputs: ['attic'] } }, '"1"')).body).toMatchObject({
        errors: [{ pointer: '/output_config/outputs/0' }],
      });
      expect((await replace({ output_config: { outputs: ['Talks'] } }, '"1"')).body).toMatchObject({
        errors: [{ message: expect.stringContaining('small letters') as string }],
      });
    });

    it('name the templates that contradict them, and so does each template', async () => {
      const settingsWith = (topics_display: object) => ({ processing_config: { topics_display } });
      await make({ name: 'Short titles', ...settingsWith({ max_length: 50 }) });
      await make({ name: 'Unfinished', is_draft: true, ...settingsWith({ max_length: 50 }) });
      const { body } = await replace(settingsWith({ min_length: 60 }), '"1"');
      const problem = {
        code: 'settings-conflict',
        detail:
          'Stored settings do not allow a run: topics_display.max_length from the template Short titles must not be less than min_length (60) from your settings.',
        try_instead:
          'Change topics_display.max_length in the template Short titles, or change topics_display.min_length in your settings, or name topics_display.max_length and topics_display.min_length in the request.',
      };
      expect(body).toMatchObject({ unusable_templates: [{ id: firstMade, name: 'Short titles', ...problem }] });
      expect((await ask('GET', '/templates')).body).toMatchObject({ items: [{ problem }, { problem: null }] });
      expect((await replace({}, '"2"')).body).toMatchObject({ unusable_templates: [] });
      expect((await ask('GET', pathOfFirst())).body).toMatchObject({ problem: null });
    });

    it('belong to the library that the user works in', async () => {
      await replace(CONFIG, '"1"');
      const colleague = await gateway.tokenFor(['write'], '01J8Z3V5W6X7Y8Z9A0B1C2D3E4');
      expect((await ask('GET', '/me/settings', { token: colleague })).body).toMatchObject({ revision: 1 });
      await gateway.ports.libraries.addMember(gateway.owner, '01J8Z3V5W6X7Y8Z9A0B1C2D3E4', 'operator');
      await gateway.ports.users.change('01J8Z3V5W6X7Y8Z9A0B1C2D3E4', { libraryId: gateway.owner });
      const shared = await gateway.tokenFor(['write'], '01J8Z3V5W6X7Y8Z9A0B1C2D3E4');
      expect((await ask('GET', '/me/settings', { token: shared })).body).toMatchObject({ ...CONFIG, revision: 2 });
      expect((await replace({}, '"2"', shared)).body).toMatchObject({ revision: 3 });
      const viewer = await gateway.tokenFor(['read'], gateway.owner);
      expect((await replace({}, '"3"', viewer)).status).toBe(403);
    });
  });
});
