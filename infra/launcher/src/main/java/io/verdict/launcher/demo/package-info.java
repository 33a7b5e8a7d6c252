/** Shows the platform at work: photos go in steadily, decisions and prices appear. */
package io.verdict.launcher.demo;
