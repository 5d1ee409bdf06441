import { drawView, viewer, type DrawnView } from '../testing/draw-view.js';
import { Lines, ResourceSection } from './ResourceSection.js';

const words = {
  title: 'Hooks',
  lead: 'They catch things.',
  emptyTitle: 'No hook yet',
  empty: 'Add one.',
  viewersCannot: 'Only editors add hooks.',
};

describe('the section of a resource', () => {
  const draw = (list: { data?: readonly string[]; error?: Error; isPending?: boolean }, user?: typeof viewer): DrawnView =>
    drawView(
      <ResourceSection
        id="hooks"
        words={words}
        list={{ data: list.data, error: list.error ?? null, isPending: list.isPending ?? false }}
        add={<button>Add hook</button>}
      >
        {(names) => (
          <Lines label="Hooks">
            {names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </Lines>
        )}
      </ResourceSection>,
      () => undefined,
      ...(user === undefined ? [] : [user]),
    );

  it('lists the resources under its title, and offers a new one', () => {
    const { html, words: shown } = draw({ data: ['One', 'Two'] });
    expect(shown.trim()).toBe('Hooks They catch things. Add hook One Two');
    expect(html).toContain('<ul class="lines" aria-label="Hooks">');
    expect(html).toContain('aria-labelledby="hooks"');
  });

  it('explains an empty list, in other words to viewers, who cannot add anything', () => {
    expect(draw({ data: [] }).words).toMatch(/Add hook No hook yet Add one\./);
    const forViewer = draw({ data: [] }, viewer).words;
    expect(forViewer).toContain('Only editors add hooks.');
    expect(forViewer).not.toContain('Add hook');
  });

  it('shows a failure beside the list that was read before, and no empty list while it loads', () => {
    expect(draw({ data: ['One'], error: new Error('lost') }).html).toMatch(/role="alert"[^]*One/);
    expect(draw({ isPending: true }).words).not.toContain('No hook yet');
  });
});
