import { useMutation } from '@tanstack/react-query';
import type { Channel } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Button } from '../components/Button/Button.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { describeReport } from './channel-state.js';
import { checkChannel } from './channels-api.js';
import { CheckResults } from './CheckResults.js';

const words = text.channels;

interface Props {
  readonly channel: Pick<Channel, 'id' | 'name'>;
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
      {data !== undefined && <CheckResults name={name} report={data} />}
    </div>
  );
}
