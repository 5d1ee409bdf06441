import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { SharedItem } from '@throughline/api-client';
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { isGatewayUnreachable, isProblem } from '../api/problem.js';
import { Button } from '../components/Button/Button.js';
import { Field } from '../components/Field/Field.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago } from '../controls/Times.js';
import { Downloads } from '../recording/results/Downloads.js';
import { AwayBar } from '../shell/AwayBar.js';
import { Mark } from '../shell/Mark.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { SharedDocument } from './SharedDocument.js';
import { SharedRecording } from './SharedRecording.js';
import { findPassingCode } from './embed-api.js';
import { isInvalidLink, isLimited, isLocked, openShared, sharedQuery } from './shared-api.js';

const words = text.sharing.page;

/** Roles of files that only this page needs: the version for browsers, and the text of each page. */
const SHOWN_ONLY: readonly string[] = ['web', 'text_pages'];

const readCode = (): string => window.location.hash.slice(1);

/** The code stays in the address, so that a reload and a bookmark work. Browsers send it to no server. */
function useShareCode(): string {
  const [code, setCode] = useState(readCode);
  useEffect(() => {
    const onHash = (): void => {
      setCode(readCode());
    };
    window.addEventListener('hashchange', onHash);
    return () => {
      window.removeEventListener('hashchange', onHash);
    };
  }, []);
  return code;
}

export function InvalidLink({ isIncomplete = false }: { readonly isIncomplete?: boolean }): ReactElement {
  return (
    <div role="alert">
      <h1>{words.invalid}</h1>
      <p>{isIncomplete ? words.incomplete : words.invalidHint}</p>
    </div>
  );
}

/** Visitors read their everyday refusals in their language. Those of the API address programmers. */
export function Refused({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}): ReactElement {
  if (!isLocked(error) && !isLimited(error)) return <ProblemNote error={error} onRetry={onRetry} />;
  return (
    <Note tone="bad" icon="failed" role="alert">
      <p className="note-title">{isLocked(error) ? words.wrongPassword : words.tooMany}</p>
    </Note>
  );
}

interface TroubleProps {
  readonly problem: unknown;
  /** Absent while the page tries again by itself. */
  readonly onRetry: (() => void) | undefined;
}

/** While the page tries again by itself, and afterwards. */
const PASSING = {
  'rate-limited': [words.busyHint, words.busyLater],
  unavailable: [words.awayHint, words.awayLater],
} as const;

/** Says why the link cannot be opened or read again now. Many visitors behind one address may open a link at once. */
export function Trouble({ problem, onRetry }: TroubleProps): ReactElement {
  const code = findPassingCode(problem);
  if (code === undefined) return <Refused error={problem} onRetry={onRetry} />;
  return (
    <Note tone="warn" icon="paused" role="alert">
      <p className="note-title">{words.busy}</p>
      <p>{PASSING[code][onRetry === undefined ? 0 : 1]}</p>
      {onRetry !== undefined && (
        <Button size="small" onClick={onRetry}>
          {text.problem.tryAgain}
        </Button>
      )}
    </Note>
  );
}

export function LockedLink({ code }: { readonly code: string }): ReactElement {
  const [password, setPassword] = useState('');
  const client = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => openShared(code, password),
    onSuccess: (item) => {
      client.setQueryData(sharedQuery(code).queryKey, item);
    },
  });
  return (
    <section aria-labelledby="locked">
      <h1 id="locked">{words.locked}</h1>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending && password !== '') mutate();
        }}
      >
        <Field
          label={words.password}
          hint={words.lockedHint}
          type="password"
          required
          maxLength={maxLengths.OpenShared.password}
          value={password}
          onChange={setPassword}
        />
        <div className="field-buttons">
          <Button type="submit" look="primary" disabled={isPending}>
            {words.open}
          </Button>
        </div>
      </form>
      {error !== null && <Refused error={error} />}
    </section>
  );
}

export function SharedView({ item }: { readonly item: SharedItem }): ReactElement {
  usePageTitle(item.title ?? words.title);
  const downloads = item.download && item.files.length > 0 && (
    <section className="panel" aria-labelledby="shared-downloads">
      <Downloads artifacts={item.files.filter(({ role }) => !SHOWN_ONLY.includes(role))} titleId="shared-downloads" />
    </section>
  );
  return (
    <>
      <h1 dir="auto">{item.title ?? words.noTitle}</h1>
      {item.kind === 'recording' ? (
        <SharedRecording item={item} downloads={downloads} />
      ) : (
        <SharedDocument item={item} downloads={downloads} />
      )}
      <p className="quiet">
        {words.expires} <Ago at={item.expires_at} /> · {words.by}
      </p>
    </>
  );
}

function Frame({ children, isWide = false }: { readonly children: ReactNode; readonly isWide?: boolean }): ReactElement {
  return (
    <>
      <AwayBar />
      <main className={isWide ? 'alone shared' : 'alone'}>
        <p className="brand">
          <Mark />
          <span>{text.product}</span>
        </p>
        {children}
      </main>
    </>
  );
}

const isIncompleteLink = (error: unknown): boolean => isProblem(error) && error.code === 'invalid';

interface LinkViewProps extends Pick<UseQueryResult<SharedItem>, 'data' | 'error' | 'failureReason' | 'refetch'> {
  readonly code: string;
}

/** Shows the state of a link. A problem is said even while an earlier answer is shown. */
export function LinkView({ code, data, error, failureReason, refetch }: LinkViewProps): ReactElement {
  // While the page tries again by itself, there is a reason but no error yet.
  const problem = error ?? failureReason;
  const onRetry = error === null ? undefined : (): void => void refetch();
  if (isInvalidLink(error))
    return (
      <Frame>
        <InvalidLink />
      </Frame>
    );
  if (isIncompleteLink(error))
    return (
      <Frame>
        <InvalidLink isIncomplete />
      </Frame>
    );
  if (isLocked(error))
    return (
      <Frame>
        <LockedLink code={code} />
      </Frame>
    );
  if (data !== undefined)
    return (
      <Frame isWide>
        {problem !== null && !isGatewayUnreachable(problem) && <Trouble {...{ problem, onRetry }} />}
        <SharedView item={data} />
      </Frame>
    );
  return (
    <Frame>
      {problem === null ? (
        <Skeleton rows={4} />
      ) : (
        <>
          <h1>{words.title}</h1>
          <Trouble {...{ problem, onRetry }} />
        </>
      )}
    </Frame>
  );
}

function OneLink({ code }: { readonly code: string }): ReactElement {
  const { data, error, failureReason, refetch } = useQuery(sharedQuery(code));
  return <LinkView {...{ code, data, error, failureReason, refetch }} />;
}

/** The page of a share link, for people without an account. */
export function SharedPage(): ReactElement {
  usePageTitle(words.title);
  const code = useShareCode();
  return code === '' ? (
    <Frame>
      <InvalidLink isIncomplete />
    </Frame>
  ) : (
    <OneLink key={code} code={code} />
  );
}
