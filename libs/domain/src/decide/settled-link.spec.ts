import { STAGES, aConfig, aRun, anOutput, type Journey } from '../testing/journey.js';
import { describeDecision, itemOf } from '../testing/describe-decision.js';

const config = aConfig([], { outputs: [anOutput('library', { follow_ups: ['thumbnail'] })] });
const LIBRARY = 'deliver:library';
const LINK = 'https://films.example/watch?v=ada';
const FIRST = { unconfirmed: true, delivery_key: 'first' };

const unconfirmed = (result: typeof FIRST = FIRST): Journey => {
  const journey = aRun(config).through('DOWNLOAD', ...STAGES);
  journey.start(LIBRARY);
  journey.complete(LIBRARY, { result });
  return journey;
};
const settled = (): Journey => {
  const journey = unconfirmed();
  journey.settle(LIBRARY, true, LINK);
  return journey;
};
/** Starts from the beginning, so that the output gets the next result. */
const again = (journey: Journey): Journey => {
  journey.reset();
  journey.run(config);
  journey.through('DOWNLOAD', ...STAGES);
  journey.start(LIBRARY);
  return journey;
};
const urlOf = (journey: Journey): unknown => {
  const { outputs, uploads } = itemOf(journey);
  const listed = Object.values(uploads)[0]?.outputs[0]?.url;
  const meta = outputs[0]?.target_meta?.['url'];
  expect(listed ?? undefined).toBe(meta);
  return meta;
};

describe('the link of an unconfirmed delivery that a person has found', () => {
  it('is shown as the address of the output, and its follow-ups run', () => {
    const journey = unconfirmed();
    expect(urlOf(journey)).toBeUndefined();
    expect(describeDecision(journey.settle(LIBRARY, true, LINK))).toEqual([
      'DeliverySettled deliver:library',
      'StepScheduled deliver:library/thumbnail',
    ]);
    expect(urlOf(journey)).toBe(LINK);
  });

  it('is sealed: neither the data of the event nor the state has it', () => {
    const journey = settled();
    const event = journey.events.find(({ type }) => type === 'DeliverySettled');
    expect(event).toMatchObject({ data: { step: LIBRARY, delivered: true }, personal: { url: LINK } });
    expect(JSON.stringify([event?.data, journey.state])).not.toContain('films.example');
  });

  it('is no part of the event if the person gives none', () => {
    const journey = unconfirmed();
    journey.settle(LIBRARY, true);
    expect(journey.events.find(({ type }) => type === 'DeliverySettled')).not.toHaveProperty('personal');
    expect(urlOf(journey)).toBeUndefined();
  });

  it('is shown too if the delivery was given up before', () => {
    const journey = unconfirmed();
    journey.skipStage(LIBRARY);
    journey.settle(LIBRARY, true, LINK);
    expect(urlOf(journey)).toBe(LINK);
  });

  it('is not replaced by a second answer, which says so', () => {
    const journey = settled();
    expect(journey.settle(LIBRARY, true, 'https://films.example/other')).toMatchObject({
      events: [],
      satisfied: { code: 'already-settled', detail: expect.stringContaining('so this link is not recorded') as string },
    });
    expect(urlOf(journey)).toBe(LINK);
  });

  it('stays after a run that leaves the content in place, also with a failed attempt between', () => {
    const journey = again(settled());
    expect(urlOf(journey)).toBeUndefined();
    journey.fail(LIBRARY, { retryable: true, message: 'no route' });
    journey.later(3_600_000).start(LIBRARY);
    journey.complete(LIBRARY, { result: { ...FIRST, unconfirmed: false, outdated: true } });
    expect(urlOf(journey)).toBe(LINK);
  });

  it.each([
    ['was sent again', { result: { delivery_key: 'second', external_id: 'v2' } }, undefined],
    [
      'has an address at the destination',
      { result: { external_id: 'v2' }, url: 'https://films.example/v2' },
      'https://films.example/v2',
    ],
    ['is unconfirmed again', { result: { delivery_key: 'second', unconfirmed: true } }, undefined],
    ['was reported by another system', { result: { unconfirmed: false, reconciled: true } }, undefined],
  ])('does not belong to later content that %s', (_what, completion, shown) => {
    const journey = again(settled());
    journey.complete(LIBRARY, completion);
    expect(urlOf(journey)).toBe(shown);
    expect(JSON.stringify(journey.personal)).not.toContain(LINK);
  });

  it('is not kept for content that did not arrive', () => {
    const journey = unconfirmed();
    journey.settle(LIBRARY, false);
    expect(urlOf(journey)).toBeUndefined();
  });

  it('is lost with an erasure', () => {
    const journey = settled();
    journey.erase();
    expect(urlOf(journey)).toBeUndefined();
    expect(journey.personal).toEqual({});
  });
});
