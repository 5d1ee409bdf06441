import { useId, type ComponentProps, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';

interface Props extends ComponentProps<typeof Button> {
  /** The reason why the server would refuse. */
  readonly refusal: string | undefined;
}

/** A button that keeps the focus while it is refused, with the reason beside it. */
export function RefusableButton({ refusal, ...button }: Props): ReactElement {
  const reason = useId();
  if (refusal === undefined) return <Button {...button} />;
  return (
    <span className="refusable">
      <Button {...button} disabled aria-describedby={reason} />
      <small id={reason} className="quiet">
        {refusal}
      </small>
    </span>
  );
}
