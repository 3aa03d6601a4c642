// A button at each piece of code that copies it.
const COPIED = 'pre > code:is(.language-bash, .language-sh, .language-js, .language-ts, .language-yaml, .language-env)';

for (const code of document.querySelectorAll(COPIED)) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  let timer;
  const say = (what) => {
    button.textContent = what;
    clearTimeout(timer);
    timer = setTimeout(() => (button.textContent = 'Copy'), 2_000);
  };
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(code.textContent.trimEnd()).then(
      () => say('Copied'),
      () => say('Not allowed'),
    );
  });
  // Beside the code, which scrolls, in a box that does not.
  const box = document.createElement('div');
  box.className = 'with-copy';
  code.parentElement.replaceWith(box);
  box.append(code.parentElement, button);
}
