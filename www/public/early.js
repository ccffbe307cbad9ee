// The first use of Intl takes up to 50 ms. This does it while the page's script is still loading.
new Intl.DateTimeFormat();
