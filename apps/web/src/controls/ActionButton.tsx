import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../components/Announcer.js';

interface Question {
  readonly title: string;
  /** The button that confirms; by default the label. */
  readonly confirm?: string | undefined;
  readonly isDangerous?: boolean;
  readonly body: ReactNode;
  readonly onOpen?: (() => unknown) | undefined;
}

interface Props<Result> {
  readonly label: string;
  /** The label during the action. */
  readonly busy?: string;
  /** Names the row too, for screen readers. */
  readonly name: string;
  readonly isDisabled?: boolean;
  readonly question?: Question;
  readonly act: () => Promise<Result>;
  /** Announces the result. */
  readonly done?: (result: Result) => string;
  /** Called after the action, and after a refusal. */
  readonly refresh?: () => Promise<unknown>;
  /** Shows the result. */
  readonly children?: (result: Result) => ReactNode;
}

interface AskProps extends Pick<Props<never>, 'label'> {
  readonly question: Question;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

const AskFirst = ({
  label,
  question: { title, confirm = label, isDangerous = false, body },
  ...handlers
}: AskProps): ReactElement => (
  <ConfirmDialog title={title} confirm={confirm} isDangerous={isDangerous} {...handlers}>
    {body}
  </ConfirmDialog>
);

/** The button of a row for one action, with a question before it, and its refusal or result after it. */
export function ActionButton<Result>(props: Props<Result>): ReactElement {
  const { label, busy = label, name, isDisabled = false, question, act, done, refresh, children } = props;
  const [isAsking, setAsking] = useState(false);
  const announce = useAnnounce();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: act,
    onSuccess: (result) => {
      if (done !== undefined) announce(done(result));
    },
    onSettled: () => refresh?.(),
  });
  return (
    <>
      <Button
        size="small"
        aria-label={name}
        disabled={isPending || isDisabled}
        onClick={() => {
          if (question === undefined) mutate();
          else {
            setAsking(true);
            question.onOpen?.();
          }
        }}
      >
        {isPending ? busy : label}
      </Button>
      {isAsking && question !== undefined && (
        <AskFirst
          label={label}
          question={question}
          onConfirm={mutate}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && children?.(data)}
    </>
  );
}
