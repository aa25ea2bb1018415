def test_world(world):
    c = world.make_cycle(state="provider")
    assert c.phase == 3
    assert world.make_cycle(state="closed", number=2).phase == 5
