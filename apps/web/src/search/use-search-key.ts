import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [contenteditable], [role="dialog"]') !== null;

/** Opens the search with `/` from every view. The key rests in fields and dialogs. */
export function useSearchKey(): void {
  const navigate = useNavigate();
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    const field = document.getElementById('search-field');
    if (field === null) void navigate({ to: '/search' });
    else field.focus();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      press(event);
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, []);
}
