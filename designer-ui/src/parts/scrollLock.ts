import { useLayoutEffect } from 'react';
import { getTargetScrollBarSize } from './scrollBarSize';

/** How many dialogs and drawers are open over the page. */
let held = 0;

/** Keeps the page from scrolling; it stays as wide as it was. */
function hold(): void {
  held++;
  if (held > 1) return;
  const { body } = document;
  const overflows = body.scrollHeight > window.innerHeight && window.innerWidth > body.offsetWidth;
  body.style.overflowY = 'hidden';
  if (overflows) body.style.width = `calc(100% - ${getTargetScrollBarSize().width}px)`;
}

function release(): void {
  held--;
  if (held > 0) return;
  document.body.style.removeProperty('overflow-y');
  document.body.style.removeProperty('width');
}

/**
 * Stands for what Ant Design's dialogs and drawers hold the page with, which writes a style sheet without the nonce that the policy of the page
 * asks for. The policy lets a script set single properties.
 */
export default function useScrollLocker(lock?: boolean): void {
  useLayoutEffect(() => {
    if (!lock) return;
    hold();
    return release;
  }, [lock]);
}
