import type { CheckReport } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { text } from '../texts/text.js';
import { describeReport, getResultBadge } from './channel-state.js';

const words = text.channels;

/** The results of the checks of a channel or an output, each with what to do. */
export function CheckResults({ name, report }: { readonly name: string; readonly report: CheckReport }): ReactElement {
  return (
    <>
      <p>
        <strong>{describeReport(report)}</strong>
      </p>
      <ul className="check-results" aria-label={words.results(name)}>
        {report.items.map((item) => (
          <li key={item.name} className="check-result">
            <StatusBadge {...getResultBadge(item)} />
            <span>
              <code>{item.name}</code> <span dir="auto">{item.message}</span>
              {item.mend !== undefined && (
                <>
                  <br />
                  <span className="quiet">{words.mend}</span> {item.mend}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
