package lockstep.session;

import lockstep.work.Progress;

/** Sees what a session is doing. */
public interface Watcher extends Progress.Display {

    /** Something to be said before work begins, in a sentence or two. */
    void notice(String text);
}
