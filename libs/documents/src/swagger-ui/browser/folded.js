// What repeats itself at every operation is folded until somebody wants it: refusals, and what the description says at length.

export function foldedRefusals({ React }) {
  const { createElement, useState } = React;

  const folded = (Original) =>
    function Response(props) {
      const { code, response } = props;
      const [isOpen, setOpen] = useState(String(code).startsWith('2'));
      if (isOpen) return createElement(Original, props);
      const unfold = { type: 'button', className: 'docs-unfold', 'aria-expanded': false, onClick: () => setOpen(true) };
      return createElement(
        'tr',
        { className: 'response docs-folded', 'data-code': code },
        createElement('td', { className: 'response-col_status' }, code),
        createElement(
          'td',
          { colSpan: 2 },
          createElement('button', unfold, response.get('description').split(/[:.,]/)[0]),
        ),
      );
    };
  return { wrapComponents: { response: folded } };
}

export function about(text) {
  return ({ React }) => {
    const { createElement } = React;
    const withAbout = (Original, system) =>
      function Info(props) {
        const Markdown = system.getComponent('Markdown', true);
        return createElement(
          React.Fragment,
          null,
          createElement(Original, props),
          createElement(
            'details',
            { className: 'docs-about' },
            createElement('summary', null, 'Authentication, retries, errors, paging, live feeds, replies'),
            createElement(Markdown, { source: text }),
          ),
        );
      };
    return { wrapComponents: { info: withAbout } };
  };
}
