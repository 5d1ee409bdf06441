import type { AssetEvent, AssetEventOf } from '@throughline/contracts';
import { ASSET_ID, AT, ORIGIN, aConfig, aSource, assetDecider, Journey, specFor } from '../testing/index.js';
import type { RegisterAsset } from './register.js';

const given = specFor(assetDecider);

const register: RegisterAsset = {
  type: 'RegisterAsset',
  now: AT,
  assetId: ASSET_ID,
  owner: 'owner-1',
  title: 'A talk',
  fileName: 'talk.mp4',
  language: 'en',
  isMapped: true,
};
const registered: AssetEventOf<'AssetRegistered'> = {
  type: 'AssetRegistered',
  v: 6,
  data: { owner: 'owner-1', pipeline: 'recording', sourceKind: 'upload', isMapped: true, language: 'en' },
  personal: { title: 'A talk', fileName: 'talk.mp4' },
};
const sourceReady: AssetEvent = { type: 'SourceBecameReady', v: 3, data: { source: aSource() } };

describe('registering an item', () => {
  it('records the item, with its names sealed', () => {
    given().when(register).thenEvents(registered);
  });

  it('records the source in the same commit if the bytes have arrived', () => {
    given()
      .when({ ...register, source: aSource() })
      .thenEvents(registered, sourceReady);
  });

  it('records the type of the user’s source that brought the bytes, and binds the template in the same commit', () => {
    const bind = { template: 15, by: 'gateway' };
    given()
      .when({ ...register, source: aSource(), sourceKind: 'folder', bind })
      .thenEvents({ ...registered, data: { ...registered.data, sourceKind: 'folder' } }, sourceReady, {
        type: 'TemplateBound',
        v: 1,
        data: bind,
      });
  });

  it('records the length that the source names', () => {
    given()
      .when({ ...register, durationSeconds: 0 })
      .thenEvents({ ...registered, data: { ...registered.data, durationSeconds: 0 } });
  });

  it('leaves out an unknown file name', () => {
    const { fileName: _, ...nameless } = register;
    given()
      .when(nameless)
      .thenEvents({ ...registered, personal: { title: 'A talk' } });
  });

  it('AUD-03: records the item’s page and channel', () => {
    given()
      .when({ ...register, pipeline: 'audit-process', origin: ORIGIN })
      .thenEvents({ ...registered, data: { ...registered.data, pipeline: 'audit-process', origin: ORIGIN } });
  });

  it('records that the language is a default, until a person changes the language', () => {
    given()
      .when({ ...register, languageSource: 'default' })
      .thenEvents({ ...registered, data: { ...registered.data, languageSource: 'default' } });
    const journey = new Journey().register({ languageSource: 'default' });
    expect(journey.state).toMatchObject({ language: 'en', languageSource: 'default' });
    journey.send({ type: 'ChangeLanguage', by: 'owner-1', language: 'de' });
    expect(journey.state).not.toHaveProperty('languageSource');
  });

  it('adds nothing for a registered item', () => {
    given(registered, sourceReady)
      .when({ ...register, source: aSource() })
      .thenNothing();
  });

  it('is refused if the id belongs to another owner', () => {
    given(registered)
      .when({ ...register, owner: 'owner-2' })
      .thenRejected('already-registered');
  });

  it('is refused as a whole if it requests a run and the bytes are missing (RUN-09)', () => {
    given()
      .when({ ...register, run: { runId: 'run-1', config: aConfig(), configSources: {} } })
      .thenRejected('not-runnable');
  });

  it('is refused as a whole if the configuration of its run is invalid', () => {
    const config = aConfig(['library', 'library']);
    given()
      .when({ ...register, source: aSource(), run: { runId: 'run-1', config, configSources: {} } })
      .thenRejected('invalid-config');
  });

  it('starts its run in the same commit', () => {
    const journey = new Journey().register({ run: { runId: 'run-1', config: aConfig(), configSources: { outputs: 'request' } } });
    expect(journey.commits).toHaveLength(1);
    expect(journey.events.map(({ type }) => type)).toEqual([
      'AssetRegistered',
      'SourceBecameReady',
      'RunStarted',
      'StepScheduled',
    ]);
  });
});

describe('providing the source of an item', () => {
  const provide = { type: 'ProvideSource', now: AT, source: aSource() } as const;

  it('records that all bytes have arrived', () => {
    given(registered).when(provide).thenEvents(sourceReady);
  });

  it('adds nothing the second time', () => {
    given(registered, sourceReady).when(provide).thenNothing();
  });

  it('is refused for bytes other than the present ones', () => {
    given(registered, sourceReady)
      .when({ ...provide, source: aSource({ sha256: 'b'.repeat(64) }) })
      .thenRejected('source-present');
  });

  it('records the sealed address of a source that can be fetched now', () => {
    const fetched = { kind: 'zoom', settings: { connection: 'main' } };
    const ready: AssetEvent = {
      type: 'SourceBecameReady',
      v: 3,
      data: { source: fetched },
      personal: { url: 'https://a.example/' },
    };
    given(registered)
      .when({ ...provide, source: fetched, sourceUrl: 'https://a.example/' })
      .thenEvents(ready);
  });

  const bind = { template: 15, by: 'gateway' };
  const bound: AssetEvent = { type: 'TemplateBound', v: 1, data: bind };

  it('records the length that the source names now, and binds the template that is found by it', () => {
    const ready: AssetEvent = { type: 'SourceBecameReady', v: 3, data: { source: aSource(), durationSeconds: 90 } };
    given(registered)
      .when({ ...provide, durationSeconds: 90, bind })
      .thenEvents(ready, bound);
  });

  it('leaves the template alone that was bound or unbound before', () => {
    const unbound: AssetEvent = { type: 'TemplateUnbound', v: 1, data: { by: 'owner-1' } };
    for (const before of [[bound], [bound, unbound]])
      given(registered, ...before)
        .when({ ...provide, bind: { ...bind, template: 16 } })
        .thenEvents(sourceReady);
  });

  it('starts the requested run in the same commit, and only once', () => {
    const run = { runId: 'run-1', config: aConfig(), configSources: {} };
    const journey = new Journey();
    journey.send(register);
    journey.send({ ...provide, run });
    expect(journey.commits.at(-1)?.commit.events.map(({ type }) => type)).toEqual([
      'SourceBecameReady',
      'RunStarted',
      'StepScheduled',
    ]);
    const before = journey.commits.length;
    journey.send({ ...provide, run });
    expect(journey.commits).toHaveLength(before);
  });

  it('is refused as a whole if the configuration of its run is invalid', () => {
    given(registered)
      .when({ ...provide, run: { runId: 'run-1', config: aConfig(['library', 'library']), configSources: {} } })
      .thenRejected('invalid-config');
  });

  it('is refused for an unknown item', () => {
    given().when(provide).thenRejected('unknown-asset');
  });

  it.each([
    { isMapped: true, status: 'INITIALIZED' },
    { isMapped: false, status: 'SKIPPED' },
  ])('AGG-04: moves PENDING_SOURCE to $status if is_mapped is $isMapped', ({ isMapped, status }) => {
    const journey = new Journey();
    journey.send({ ...register, isMapped });
    expect(journey.trail).toEqual(['PENDING_SOURCE']);
    journey.send(provide);
    expect(journey.trail.at(-1)).toBe(status);
  });
});
