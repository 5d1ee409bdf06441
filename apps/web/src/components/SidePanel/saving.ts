import { createContext, useContext, useEffect } from 'react';

/** Tells the panel around a form whether the form is being saved. */
export const SavingContext = createContext<(isSaving: boolean) => void>(() => undefined);

/** Keeps the panel around the form open while the form is being saved: whoever leaves then could not know the outcome. */
export function useSaving(isSaving: boolean): void {
  const tell = useContext(SavingContext);
  useEffect(() => {
    tell(isSaving);
  }, [tell, isSaving]);
}
