/** How wide and high scroll bars are, in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

let kept: Size | undefined;

/**
 * Stands for what Ant Design's tables measure scroll bars with, which writes a style sheet without the nonce that the policy of the page asks for.
 * Ours look the same everywhere, so they are measured once.
 */
export function getTargetScrollBarSize(): Size {
  if (kept === undefined) {
    const box = document.createElement('div');
    Object.assign(box.style, { position: 'absolute', top: '0', width: '100px', height: '100px', overflow: 'scroll' });
    document.body.append(box);
    kept = { width: box.offsetWidth - box.clientWidth, height: box.offsetHeight - box.clientHeight };
    box.remove();
  }
  return kept;
}

export default function getScrollBarSize(): number {
  return getTargetScrollBarSize().width;
}
