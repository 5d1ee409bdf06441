import { isPresent } from '../asset/state.js';
import { Journey } from '../testing/index.js';
import type { Decision } from './decision.js';

describe('the unbinding of a template', () => {
  const bound = (): Journey => {
    const journey = new Journey().register();
    journey.send({ type: 'BindTemplate', by: 'owner-1', template: 1 });
    return journey;
  };
  const unbind = (journey: Journey, template?: number): Decision =>
    journey.send({ type: 'UnbindTemplate', by: 'owner-1', ...(template === undefined ? {} : { template }) });
  const templateOf = ({ state }: Journey): number | undefined => (isPresent(state) ? state.template?.id : undefined);

  it.each([[undefined], [1]])('removes the bound template if it is the named one, or if none is named: %s', (template) => {
    const journey = bound();
    expect(unbind(journey, template)).toMatchObject({ events: [{ type: 'TemplateUnbound' }] });
    expect(templateOf(journey)).toBeUndefined();
  });

  it('changes nothing if another template than the named one is bound, or none', () => {
    const journey = bound();
    expect(unbind(journey, 2)).toMatchObject({ events: [], satisfied: { code: 'not-bound' } });
    expect(templateOf(journey)).toBe(1);
    unbind(journey);
    expect(unbind(journey, 1)).toMatchObject({ events: [], satisfied: { code: 'not-bound' } });
  });
});
