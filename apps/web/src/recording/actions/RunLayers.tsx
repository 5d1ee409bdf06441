import type { ReactElement } from 'react';
import { Fact } from '../../components/Fact/Fact.js';
import { text } from '../../texts/text.js';
import { listLayers } from './run-input.js';

type Props = Parameters<typeof listLayers>[0] & { readonly title?: string };

/** The settings of a run that a layer above the product decides. Shows nothing if there are none. */
export function RunLayers({ title = text.runs.settings, ...of }: Props): ReactElement | null {
  const layers = listLayers(of);
  if (layers.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl className="facts">
        {layers.map(({ layer, settings }) => (
          <Fact key={layer} name={layer}>
            {settings.join(', ')}
          </Fact>
        ))}
      </dl>
    </section>
  );
}
