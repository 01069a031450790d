package lockstep.session;

import lockstep.work.Progress;

/** Sees what a session is doing. */
public interface Watcher extends Progress.Display {

    /** A message before work begins, a sentence or two. */
    void notice(String text);
}
