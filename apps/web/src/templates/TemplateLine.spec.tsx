import type { Template } from '@throughline/api-client';
import { DeleteQuestion } from '../controls/DeleteButton.js';
import { drawView, viewer } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { TemplateLine } from './TemplateLine.js';

const AT = '2026-02-05T10:00:00.000Z';
const lecture: Template = {
  id: 3,
  name: 'Weekly lecture',
  is_draft: false,
  revision: 4,
  used_by: 41,
  named_by: { sources: [{ id: 2, name: 'Hall' }], jobs: [{ id: 5, name: 'Weekdays' }] },
  problem: null,
  created_at: AT,
  updated_at: AT,
};
const unused: Template = { ...lecture, used_by: 0, named_by: { sources: [], jobs: [] } };

describe('the line of a template', () => {
  it('names the items, sources and jobs that use it, for viewers too', () => {
    const { words } = drawView(<TemplateLine template={lecture} />, () => undefined, viewer);
    expect(words).toContain('41 items, the source Hall, the job Weekdays');
    expect(drawView(<TemplateLine template={unused} />, () => undefined).words).toContain('Not used');
  });
});

describe('the question before a deletion', () => {
  const ask = (template: Template): string => {
    const { templates: words } = text;
    const question = <DeleteQuestion words={words} hint={words.deleteHint} users={words.users(template)} />;
    return drawView(question, () => undefined).words;
  };

  it('lists what uses the template, and what happens to it', () => {
    expect(ask(lecture)).toMatch(
      /a job without another template is switched off: .*41 items .*the source Hall .*the job Weekdays/,
    );
    expect(ask(unused).trim()).toBe(text.templates.deleteHint);
  });
});
