// What is first to use Intl waits up to 50 ms for its tables. Here that is done while the page's own script is on its way.
new Intl.DateTimeFormat();
