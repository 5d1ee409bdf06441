import { jobTemplate as template } from '../../testing/job-template.js';
import { judgeItem, type JobFacts } from './judge-item.js';

const window = { from: '2026-02-03T09:00:00.000Z', to: '2026-02-05T09:00:00.000Z' };
const lecture: JobFacts = {
  startedAt: '2026-02-04T09:00:00.000Z',
  isBlank: false,
  isActive: false,
  isImported: false,
  boundTo: undefined,
  sourceId: 2,
  title: 'Algebra II',
  durationSeconds: 1_800,
};
const judge = (facts: Partial<JobFacts>, templates = [template(3, { title_pattern: 'algebra' })], exclude_blank = true) => {
  const filters = { status: ['INITIALIZED'], exclude_blank };
  return judgeItem({ ...lecture, ...facts }, { task: { templateIds: [], syncDays: 2, filters }, window, templates });
};

describe('the judgement of a job on a recording', () => {
  it('is to start it with the template that matches', () => {
    expect(judge({})).toEqual({ item: { templateId: 3 } });
  });

  it('names the other templates that match, after the first', () => {
    const templates = [template(9, { title_pattern: 'ii' }), template(3, { title_pattern: 'algebra' })];
    expect(judge({}, templates)).toEqual({ item: { templateId: 9, alsoMatches: [3] } });
  });

  it('keeps the template that the recording is bound to, if it is one of the job', () => {
    expect(judge({ boundTo: 3, title: 'Other' })).toEqual({ item: {} });
    expect(judge({ boundTo: 4 })).toEqual({ leftOut: 'other-template' });
  });

  it.each<[Partial<JobFacts>, string]>([
    [{ startedAt: '2026-02-03T08:59:59.999Z' }, 'too-old'],
    [{ isActive: true, isBlank: true }, 'in-progress'],
    [{ isImported: true }, 'imported'],
    [{ isBlank: true }, 'blank'],
    [{ title: 'Physics' }, 'no-template'],
  ])('leaves out a recording with %j: %s', (facts, reason) => {
    expect(judge(facts)).toEqual({ leftOut: reason });
  });

  it('takes recordings from the beginning of the window, in every time zone, and those that came after the run began', () => {
    for (const startedAt of [window.from, '2026-02-03T10:00:00.000+01:00', window.to, '2026-02-05T09:00:00.001Z'])
      expect(judge({ startedAt })).toEqual({ item: { templateId: 3 } });
  });

  it('takes blank recordings if the filter allows them', () => {
    expect(judge({ isBlank: true }, undefined, false)).toEqual({ item: { templateId: 3 } });
  });

  it('takes only recordings of the sources that all templates name together', () => {
    const templates = [template(3, { source_ids: [2] }), template(4, { source_ids: [5] })];
    expect(judge({ sourceId: 5 }, templates)).toEqual({ item: { templateId: 4 } });
    expect(judge({ sourceId: 6 }, templates)).toEqual({ leftOut: 'other-source' });
    expect(judge({ sourceId: undefined, boundTo: 3 }, templates)).toEqual({ leftOut: 'other-source' });
    expect(judge({ sourceId: 6 }, [...templates, template(7, { title_pattern: 'algebra' })])).toEqual({
      item: { templateId: 7 },
    });
  });
});
