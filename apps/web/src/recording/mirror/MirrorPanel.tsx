import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Mirror, Recording } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../../api/use-may-change.js';
import { Trouble } from '../../channels/Trouble.js';
import { StatusBadge } from '../../components/StatusBadge/StatusBadge.js';
import { Button, buttonClass } from '../../components/Button/Button.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { parseWebAddress } from '../../controls/web-address.js';
import { useAnnounce } from '../../components/Announcer.js';
import { text } from '../../texts/text.js';
import { PanelHead } from '../PanelHead.js';
import { mirrorQuery, sendAgain } from './mirror-api.js';
import { MirrorFacts, MirrorHint } from './MirrorFacts.js';
import { getMirrorBadge, findWriteError } from './mirror-state.js';

const words = text.mirror;

interface Props {
  readonly recording: Pick<Recording, 'id' | 'revision'>;
}

/** Checks the Notion page and rewrites it if it is outdated. */
function SendAgain({ recording: { id, revision } }: Props): ReactElement {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, isSuccess, error, isPending } = useMutation({
    mutationFn: () => sendAgain(id),
    onSuccess: (mirror) => {
      client.setQueryData(mirrorQuery(id, revision).queryKey, mirror);
      announce(words.asked);
    },
  });
  return (
    <>
      <Button
        size="small"
        disabled={isPending}
        onClick={() => {
          mutate();
        }}
      >
        {isPending ? words.sending : words.again}
      </Button>
      {isSuccess && <span className="quiet">{words.asked}</span>}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

function Said({ mirror, recording }: Props & { readonly mirror: Mirror }): ReactElement {
  const mayChange = useMayChange();
  const page = parseWebAddress(mirror.page_url);
  const trouble = findWriteError(mirror);
  return (
    <>
      <MirrorFacts mirror={mirror} />
      <MirrorHint mirror={mirror} />
      {trouble !== null && <Trouble trouble={trouble} />}
      <div className="mirror-ways">
        {page !== undefined && (
          <a className={buttonClass({ size: 'small' })} href={page} rel="noopener noreferrer" target="_blank">
            {words.open}
          </a>
        )}
        {mayChange && <SendAgain recording={recording} />}
      </div>
    </>
  );
}

function State({ mirror }: { readonly mirror: Mirror }): ReactElement {
  return <StatusBadge {...getMirrorBadge(mirror)} />;
}

function Panel({ recording }: Props): ReactElement {
  const { data, error, refetch } = useQuery(mirrorQuery(recording.id, recording.revision));
  return (
    <section className="panel" aria-labelledby="mirror-title">
      <PanelHead title={words.title} id="mirror-title">
        {data !== undefined && <State mirror={data} />}
      </PanelHead>
      <div className="mirror">
        {data !== undefined && <Said mirror={data} recording={recording} />}
        {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Skeleton rows={1} />}
      </div>
    </section>
  );
}

/** Shows the state of the Notion page that the recording came from. */
export function MirrorPanel({ recording }: { readonly recording: Recording }): ReactElement | null {
  return recording.origin === null ? null : <Panel recording={recording} />;
}
