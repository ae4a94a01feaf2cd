import { createContext } from 'react';

/** Whether what is shown stands within the `main` of a page already, of which there is one. */
export const InMain = createContext(false);
