import { Component, type ReactNode } from 'react';
import { Button } from '../components/Button/Button.js';
import { text } from '../texts/text.js';

export class Crashed extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="alone" role="alert">
        <h1>{text.problem.unexpected}</h1>
        <Button
          look="primary"
          onClick={() => {
            window.location.reload();
          }}
        >
          {text.problem.reload}
        </Button>
      </main>
    );
  }
}
