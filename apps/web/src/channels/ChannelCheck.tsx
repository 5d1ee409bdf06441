import { useMutation } from '@tanstack/react-query';
import type { Channel, CheckReport } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { Button } from '../components/Button/Button.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import { describeReport, getResultBadge } from './channel-state.js';
import { checkChannel } from './channels-api.js';

const words = text.channels;

interface Props {
  readonly channel: Pick<Channel, 'id' | 'name'>;
}

function Results({ name, report }: { readonly name: string; readonly report: CheckReport }): ReactElement {
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

/** Checks whether pages of the channel can be written, without writing anything. */
export function ChannelCheck({ channel: { id, name } }: Props): ReactElement {
  const [page, setPage] = useState('');
  const announce = useAnnounce();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => checkChannel(id, page.trim()),
    onSuccess: (report) => {
      announce(`${words.results(name)}: ${describeReport(report)}`);
    },
  });
  return (
    <div className="channel-check">
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) mutate();
        }}
      >
        <Field
          label={words.checkPage}
          hint={words.checkPageHint}
          maxLength={maxLengths.CheckChannel.page_id}
          value={page}
          onChange={setPage}
        />
        <div className="field-buttons">
          <Button type="submit" size="small" disabled={isPending}>
            {words.checkStart}
          </Button>{' '}
          {isPending && (
            <span className="quiet" role="status">
              {words.checking}
            </span>
          )}
        </div>
      </form>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && <Results name={name} report={data} />}
    </div>
  );
}
